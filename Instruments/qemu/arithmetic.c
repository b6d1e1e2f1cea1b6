#include "arithmetic.h"

/* What stands before an opcode and is part of it: its map, which prefix it has, the width of its
   vectors. Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2, 2.1 to 2.3. */
struct opcode {
  enum { NO_MAP, MAP_0F = 1, MAP_0F38 = 2 } map;
  enum { NO_PREFIX, PREFIX_66, PREFIX_F3, PREFIX_F2 } prefix; /* As VEX numbers them. */
  bool is_256_bits_wide;
  bool has_w;
  uint8_t byte;
};

static bool is_legacy_prefix(uint8_t byte) {
  switch (byte) {
    case 0x26: case 0x2E: case 0x36: case 0x3E: case 0x64: case 0x65: /* Segments. */
    case 0x66: case 0x67: case 0xF0: case 0xF2: case 0xF3:
      return true;
    default: return false;
  }
}

/* The opcode of an instruction; without a map where it is none of the kinds read here. */
static struct opcode read_opcode(const uint8_t *code, size_t size) {
  struct opcode opcode = {.map = NO_MAP};
  const uint8_t *end = code + size;
  for (; code < end && is_legacy_prefix(*code); ++code) {
    if (*code == 0xF2) opcode.prefix = PREFIX_F2;
    if (*code == 0xF3) opcode.prefix = PREFIX_F3;
    if (*code == 0x66 && opcode.prefix == NO_PREFIX) opcode.prefix = PREFIX_66;
  }
  if (end - code >= 3 && *code == 0xC5) { /* VEX of two bytes: C5 [R vvvv L pp] */
    opcode.map = MAP_0F;
    opcode.prefix = code[1] & 3;
    opcode.is_256_bits_wide = code[1] >> 2 & 1;
    opcode.byte = code[2];
  } else if (end - code >= 4 && *code == 0xC4) { /* VEX of three: C4 [R X B mmmmm] [W vvvv L pp] */
    uint8_t map = code[1] & 0x1F;
    opcode.map = map == MAP_0F || map == MAP_0F38 ? map : NO_MAP;
    opcode.prefix = code[2] & 3;
    opcode.is_256_bits_wide = code[2] >> 2 & 1;
    opcode.has_w = code[2] >> 7;
    opcode.byte = code[3];
  } else {
    if (code < end && (*code & 0xF0) == 0x40) ++code; /* REX */
    /* FMA has no other encoding than VEX, so that legacy 0F 38 holds nothing that is read here. */
    if (end - code >= 2 && code[0] == 0x0F && code[1] != 0x38 && code[1] != 0x3A) {
      opcode.map = MAP_0F;
      opcode.byte = code[1];
    }
  }
  return opcode;
}

/* VFMADD, VFMSUB, VFNMADD, VFNMSUB, VFMADDSUB and VFMSUBADD in all orders of their operands: VEX.66.0F38,
   96 to 9F, A6 to AF and B6 to BF. W is the precision; of 8 and above the odd ones are scalar. */
static bool read_fused(struct opcode opcode, struct arithmetic *found) {
  uint8_t order = opcode.byte >> 4, form = opcode.byte & 0x0F;
  if (opcode.prefix != PREFIX_66 || order < 0x9 || order > 0xB || form < 0x6) return false;
  bool is_scalar = form >= 0x8 && form % 2 == 1;
  found->kind = FUSED;
  found->precision = opcode.has_w ? DOUBLE : SINGLE;
  found->width = is_scalar ? SCALAR : opcode.is_256_bits_wide ? BITS_256 : BITS_128;
  return true;
}

bool read_arithmetic(const uint8_t *code, size_t size, struct arithmetic *found) {
  struct opcode opcode = read_opcode(code, size);
  if (opcode.map == MAP_0F38) return read_fused(opcode, found);
  if (opcode.map != MAP_0F) return false;

  enum width packed = opcode.is_256_bits_wide ? BITS_256 : BITS_128;
  /* PS, PD, SS and SD are told apart by the prefix. */
  bool is_scalar = opcode.prefix == PREFIX_F3 || opcode.prefix == PREFIX_F2;
  found->precision = opcode.prefix == PREFIX_66 || opcode.prefix == PREFIX_F2 ? DOUBLE : SINGLE;
  found->width = is_scalar ? SCALAR : packed;
  switch (opcode.byte) {
    case 0x58: case 0x5C: /* ADD, SUB */
      found->kind = ADDED;
      return true;
    case 0x59: case 0x5E: case 0x51: /* MUL, DIV, SQRT */
      found->kind = MULTIPLIED;
      return true;
    case 0x5D: case 0x5F: case 0xC2: /* MIN, MAX, CMP */
      found->kind = COMPARED;
      return true;
    case 0x2E: case 0x2F: /* UCOMIS, COMIS: scalar, of single precision without a prefix */
      found->kind = COMPARED;
      found->width = SCALAR;
      return opcode.prefix == NO_PREFIX || opcode.prefix == PREFIX_66;
    case 0x7C: case 0x7D: case 0xD0: /* HADD, HSUB, ADDSUB: PD with 66, PS with F2 */
      found->kind = ADDED;
      found->precision = opcode.prefix == PREFIX_66 ? DOUBLE : SINGLE;
      found->width = packed;
      return opcode.prefix == PREFIX_66 || opcode.prefix == PREFIX_F2;
    default: return false;
  }
}
