#include "vector_unit.h"
