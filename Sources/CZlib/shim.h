#pragma once
#include <zlib.h>

/* A macro in zlib.h: ready for gzip's format, with the largest window. */
static inline int phibench_begin_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }
