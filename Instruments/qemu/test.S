# A program of known arithmetic: 1000 rounds of what follows. Encodings of all forms are among it: legacy
# with and without REX, VEX of two and of three bytes.
.globl _start
_start:
  mov $1000, %ecx
round:
  # Scalar, single: 1 fused, 2 added, 3 multiplied, 4 compared.
  vfmadd231ss %xmm8, %xmm1, %xmm9
  addss %xmm0, %xmm1
  vsubss (%rsp), %xmm1, %xmm9
  mulss %xmm9, %xmm1
  vdivss %xmm1, %xmm2, %xmm3
  sqrtss %xmm12, %xmm1
  ucomiss %xmm1, %xmm2
  vcomiss %xmm11, %xmm2
  minss %xmm1, %xmm2
  cmpltss %xmm1, %xmm2
  # Scalar, double: 2 fused, 1 added, 1 multiplied, 2 compared.
  vfnmadd132sd %xmm1, %xmm2, %xmm3
  vfmsub213sd (%rsp), %xmm2, %xmm11
  addsd %xmm8, %xmm1
  vmulsd %xmm1, %xmm10, %xmm3
  ucomisd %xmm1, %xmm2
  vmaxsd %xmm1, %xmm2, %xmm3
  # 128 bits, single: 1 fused, 4 added, 1 multiplied, 1 compared.
  vfmaddsub213ps %xmm1, %xmm2, %xmm3
  addps %xmm9, %xmm1
  vsubps %xmm1, %xmm2, %xmm3
  haddps %xmm1, %xmm2
  vaddsubps %xmm1, %xmm2, %xmm3
  mulps %xmm1, %xmm2
  maxps %xmm1, %xmm2
  # 128 bits, double: 1 fused, 2 added, 2 multiplied, 1 compared.
  vfnmsub231pd %xmm1, %xmm2, %xmm3
  subpd %xmm1, %xmm2
  hsubpd %xmm1, %xmm10
  divpd %xmm1, %xmm2
  vsqrtpd %xmm1, %xmm2
  vcmpltpd %xmm1, %xmm2, %xmm3
  # 256 bits, single: 3 fused, 1 added, 1 multiplied, 1 compared.
  vfmadd231ps %ymm1, %ymm2, %ymm3
  vfmsubadd132ps %ymm9, %ymm2, %ymm3
  vfnmadd213ps (%rsp), %ymm12, %ymm13
  vhaddps %ymm1, %ymm2, %ymm3
  vmulps %ymm9, %ymm2, %ymm3
  vmaxps %ymm1, %ymm2, %ymm3
  # 256 bits, double: 1 fused, 2 added, 1 multiplied, 1 compared.
  vfmsub231pd %ymm1, %ymm2, %ymm3
  vaddpd %ymm1, %ymm2, %ymm3
  vaddsubpd %ymm1, %ymm2, %ymm3
  vmulpd %ymm1, %ymm2, %ymm3
  vminpd %ymm1, %ymm2, %ymm3
  # None of it arithmetic with such numbers.
  movaps %xmm1, %xmm2
  vbroadcastss %xmm1, %ymm2
  cvtsi2sd %eax, %xmm1
  vcvtps2pd %xmm1, %ymm2
  paddd %xmm1, %xmm2
  vpmuludq %ymm1, %ymm2, %ymm3
  vxorps %ymm1, %ymm2, %ymm3
  andpd %xmm1, %xmm2
  pmulld %xmm1, %xmm2
  add $0x58, %eax
  imul $0x59, %eax
  dec %ecx
  jnz round
  mov $60, %eax
  xor %edi, %edi
  syscall
