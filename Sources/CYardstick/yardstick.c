#include "yardstick.h"

enum { size = PHIBENCH_YARDSTICK_SIZE };

#if defined(__x86_64__)

/* A tile of 4 × 8: its eight accumulators hide the additions' latency. */
static void tile(const float *a, const float *b, float *c) {
  long terms = size;
  const long step = size * sizeof(float);
  __asm__ volatile(
      "movaps (%[c]), %%xmm0\n\t"
      "movaps 16(%[c]), %%xmm1\n\t"
      "movaps (%[c],%[step]), %%xmm2\n\t"
      "movaps 16(%[c],%[step]), %%xmm3\n\t"
      "movaps (%[c],%[step],2), %%xmm4\n\t"
      "movaps 16(%[c],%[step],2), %%xmm5\n\t"
      "movaps (%[c3]), %%xmm6\n\t"
      "movaps 16(%[c3]), %%xmm7\n\t"
      ".p2align 5\n"
      "1:\n\t"
      "movaps (%[a]), %%xmm8\n\t"
      "movaps (%[b]), %%xmm9\n\t"
      "movaps 16(%[b]), %%xmm10\n\t"
#define ROW(lane, left, right)                                                                         \
  "movaps %%xmm8, %%xmm11\n\t"                                                                         \
  "shufps $" lane ", %%xmm11, %%xmm11\n\t"                                                             \
  "movaps %%xmm11, %%xmm12\n\t"                                                                        \
  "mulps %%xmm9, %%xmm11\n\t"                                                                          \
  "mulps %%xmm10, %%xmm12\n\t"                                                                         \
  "addps %%xmm11, %%" left "\n\t"                                                                      \
  "addps %%xmm12, %%" right "\n\t"
      ROW("0x00", "xmm0", "xmm1") ROW("0x55", "xmm2", "xmm3")
      ROW("0xaa", "xmm4", "xmm5") ROW("0xff", "xmm6", "xmm7")
#undef ROW
      "add %[step], %[a]\n\t"
      "add %[step], %[b]\n\t"
      "dec %[terms]\n\t"
      "jnz 1b\n\t"
      "movaps %%xmm0, (%[c])\n\t"
      "movaps %%xmm1, 16(%[c])\n\t"
      "movaps %%xmm2, (%[c],%[step])\n\t"
      "movaps %%xmm3, 16(%[c],%[step])\n\t"
      "movaps %%xmm4, (%[c],%[step],2)\n\t"
      "movaps %%xmm5, 16(%[c],%[step],2)\n\t"
      "movaps %%xmm6, (%[c3])\n\t"
      "movaps %%xmm7, 16(%[c3])\n\t"
      : [a] "+r"(a), [b] "+r"(b), [terms] "+r"(terms)
      : [c] "r"(c), [c3] "r"(c + 3 * size), [step] "r"(step)
      : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11",
        "xmm12", "cc", "memory");
}

void phibench_yardstick_product(const float *a, const float *b, float *c) {
  for (int row = 0; row < size; row += 4)
    for (int column = 0; column < size; column += 8)
      tile(a + row, b + column, c + row * size + column);
}

void phibench_yardstick_flush(const void *bytes, size_t count) {
  for (size_t at = 0; at < count; at += 64)
    __asm__ volatile("clflush (%0)" : : "r"((const char *)bytes + at) : "memory");
  __asm__ volatile("mfence" : : : "memory");
}

void phibench_yardstick_copy(void *to, const void *from, size_t count) {
  const char *end = (const char *)from + count;
  __asm__ volatile(
      ".p2align 5\n"
      "1:\n\t"
      "movaps (%[from]), %%xmm0\n\t"
      "movaps 16(%[from]), %%xmm1\n\t"
      "movaps 32(%[from]), %%xmm2\n\t"
      "movaps 48(%[from]), %%xmm3\n\t"
      "movaps %%xmm0, (%[to])\n\t"
      "movaps %%xmm1, 16(%[to])\n\t"
      "movaps %%xmm2, 32(%[to])\n\t"
      "movaps %%xmm3, 48(%[to])\n\t"
      "add $64, %[from]\n\t"
      "add $64, %[to]\n\t"
      "cmp %[end], %[from]\n\t"
      "jb 1b\n\t"
      : [from] "+r"(from), [to] "+r"(to)
      : [end] "r"(end)
      : "xmm0", "xmm1", "xmm2", "xmm3", "cc", "memory");
}

#else

#include <string.h>

void phibench_yardstick_product(const float *a, const float *b, float *c) {
  for (int row = 0; row < size; row++)
    for (int term = 0; term < size; term++)
      for (int column = 0; column < size; column++)
        c[row * size + column] += a[term * size + row] * b[term * size + column];
}

void phibench_yardstick_flush(const void *bytes, size_t count) {
  (void)bytes;
  (void)count;
}

void phibench_yardstick_copy(void *to, const void *from, size_t count) { memcpy(to, from, count); }

#endif
