#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What an instruction does to each lane. A division and a square root are one operation each, as a
   product is. */
enum kind { FUSED, ADDED, MULTIPLIED, COMPARED, KINDS };
enum precision { SINGLE, DOUBLE, PRECISIONS };
/* The bits that it works on: one lane, or a whole register. */
enum width { SCALAR, BITS_128, BITS_256, WIDTHS };

/* An instruction of SSE, AVX or FMA that computes with numbers of some precision. */
struct arithmetic {
  enum kind kind;
  enum precision precision;
  enum width width;
};

/* Reads the instruction of x86-64 that lies in `size` bytes. Returns whether it is arithmetic, and if
   so says which.

   Not arithmetic here: moves, conversions, and, although they compute, the x87's instructions,
   approximations (rcpps, rsqrtps), dot products (dpps), and all of AVX-512, which QEMU does not
   execute. Nothing that phibench's kernels are compiled to, or OpenBLAS's products, is among these. */
bool read_arithmetic(const uint8_t *code, size_t size, struct arithmetic *found);
