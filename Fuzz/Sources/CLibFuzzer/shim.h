#include <stddef.h>
#include <stdint.h>

// libFuzzer's entrance for programs with a main() of their own; it has no header.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*target)(const uint8_t *data, size_t size));
