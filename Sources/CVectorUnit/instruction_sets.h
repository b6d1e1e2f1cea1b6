#pragma once

/* Which instruction sets this build uses, as far as a compiler puts them into code of its own accord:
   what it was told by -march, each by its name here and its name in /proc/cpuinfo. */
#ifdef __SSE3__
#define PHIBENCH_SSE3(X) X("sse3", "pni")
#else
#define PHIBENCH_SSE3(X)
#endif
#ifdef __SSSE3__
#define PHIBENCH_SSSE3(X) X("ssse3", "ssse3")
#else
#define PHIBENCH_SSSE3(X)
#endif
#ifdef __SSE4_1__
#define PHIBENCH_SSE4_1(X) X("sse4.1", "sse4_1")
#else
#define PHIBENCH_SSE4_1(X)
#endif
#ifdef __SSE4_2__
#define PHIBENCH_SSE4_2(X) X("sse4.2", "sse4_2")
#else
#define PHIBENCH_SSE4_2(X)
#endif
#ifdef __POPCNT__
#define PHIBENCH_POPCNT(X) X("popcnt", "popcnt")
#else
#define PHIBENCH_POPCNT(X)
#endif
#ifdef __AVX__
#define PHIBENCH_AVX(X) X("avx", "avx")
#else
#define PHIBENCH_AVX(X)
#endif
#ifdef __AVX2__
#define PHIBENCH_AVX2(X) X("avx2", "avx2")
#else
#define PHIBENCH_AVX2(X)
#endif
#ifdef __FMA__
#define PHIBENCH_FMA(X) X("fma", "fma")
#else
#define PHIBENCH_FMA(X)
#endif
#ifdef __F16C__
#define PHIBENCH_F16C(X) X("f16c", "f16c")
#else
#define PHIBENCH_F16C(X)
#endif
#ifdef __BMI__
#define PHIBENCH_BMI(X) X("bmi", "bmi1")
#else
#define PHIBENCH_BMI(X)
#endif
#ifdef __BMI2__
#define PHIBENCH_BMI2(X) X("bmi2", "bmi2")
#else
#define PHIBENCH_BMI2(X)
#endif
#ifdef __LZCNT__
#define PHIBENCH_LZCNT(X) X("lzcnt", "abm")
#else
#define PHIBENCH_LZCNT(X)
#endif
#ifdef __MOVBE__
#define PHIBENCH_MOVBE(X) X("movbe", "movbe")
#else
#define PHIBENCH_MOVBE(X)
#endif
#ifdef __AVX512F__
#define PHIBENCH_AVX512F(X) X("avx512f", "avx512f")
#else
#define PHIBENCH_AVX512F(X)
#endif
#ifdef __AVX512CD__
#define PHIBENCH_AVX512CD(X) X("avx512cd", "avx512cd")
#else
#define PHIBENCH_AVX512CD(X)
#endif
#ifdef __AVX512BW__
#define PHIBENCH_AVX512BW(X) X("avx512bw", "avx512bw")
#else
#define PHIBENCH_AVX512BW(X)
#endif
#ifdef __AVX512DQ__
#define PHIBENCH_AVX512DQ(X) X("avx512dq", "avx512dq")
#else
#define PHIBENCH_AVX512DQ(X)
#endif
#ifdef __AVX512VL__
#define PHIBENCH_AVX512VL(X) X("avx512vl", "avx512vl")
#else
#define PHIBENCH_AVX512VL(X)
#endif
#ifdef __AVX512IFMA__
#define PHIBENCH_AVX512IFMA(X) X("avx512ifma", "avx512ifma")
#else
#define PHIBENCH_AVX512IFMA(X)
#endif
#ifdef __AVX512VBMI__
#define PHIBENCH_AVX512VBMI(X) X("avx512vbmi", "avx512vbmi")
#else
#define PHIBENCH_AVX512VBMI(X)
#endif
#ifdef __AVX512VBMI2__
#define PHIBENCH_AVX512VBMI2(X) X("avx512vbmi2", "avx512_vbmi2")
#else
#define PHIBENCH_AVX512VBMI2(X)
#endif
#ifdef __AVX512VNNI__
#define PHIBENCH_AVX512VNNI(X) X("avx512vnni", "avx512_vnni")
#else
#define PHIBENCH_AVX512VNNI(X)
#endif
#ifdef __AVX512BITALG__
#define PHIBENCH_AVX512BITALG(X) X("avx512bitalg", "avx512_bitalg")
#else
#define PHIBENCH_AVX512BITALG(X)
#endif
#ifdef __AVX512VPOPCNTDQ__
#define PHIBENCH_AVX512VPOPCNTDQ(X) X("avx512vpopcntdq", "avx512_vpopcntdq")
#else
#define PHIBENCH_AVX512VPOPCNTDQ(X)
#endif
#ifdef __AVX512BF16__
#define PHIBENCH_AVX512BF16(X) X("avx512bf16", "avx512_bf16")
#else
#define PHIBENCH_AVX512BF16(X)
#endif
#ifdef __AVX512FP16__
#define PHIBENCH_AVX512FP16(X) X("avx512fp16", "avx512_fp16")
#else
#define PHIBENCH_AVX512FP16(X)
#endif
#ifdef __AVXVNNI__
#define PHIBENCH_AVXVNNI(X) X("avxvnni", "avx_vnni")
#else
#define PHIBENCH_AVXVNNI(X)
#endif

/* X(name, name in /proc/cpuinfo) for each set that the build uses. */
#define PHIBENCH_INSTRUCTION_SETS(X) \
  PHIBENCH_SSE3(X) \
  PHIBENCH_SSSE3(X) \
  PHIBENCH_SSE4_1(X) \
  PHIBENCH_SSE4_2(X) \
  PHIBENCH_POPCNT(X) \
  PHIBENCH_AVX(X) \
  PHIBENCH_AVX2(X) \
  PHIBENCH_FMA(X) \
  PHIBENCH_F16C(X) \
  PHIBENCH_BMI(X) \
  PHIBENCH_BMI2(X) \
  PHIBENCH_LZCNT(X) \
  PHIBENCH_MOVBE(X) \
  PHIBENCH_AVX512F(X) \
  PHIBENCH_AVX512CD(X) \
  PHIBENCH_AVX512BW(X) \
  PHIBENCH_AVX512DQ(X) \
  PHIBENCH_AVX512VL(X) \
  PHIBENCH_AVX512IFMA(X) \
  PHIBENCH_AVX512VBMI(X) \
  PHIBENCH_AVX512VBMI2(X) \
  PHIBENCH_AVX512VNNI(X) \
  PHIBENCH_AVX512BITALG(X) \
  PHIBENCH_AVX512VPOPCNTDQ(X) \
  PHIBENCH_AVX512BF16(X) \
  PHIBENCH_AVX512FP16(X) \
  PHIBENCH_AVXVNNI(X)
