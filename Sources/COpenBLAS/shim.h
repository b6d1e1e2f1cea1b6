#pragma once
#include <cblas.h>
#include <stddef.h>

/* LAPACK's least squares by QR or LQ, which libopenblas.so exports and Debian's headers of OpenBLAS
   do not declare. As Fortran is called: all by reference, the length of `trans` behind the rest. */
void dgels_(const char *trans, const int *m, const int *n, const int *nrhs, double *a,
            const int *lda, double *b, const int *ldb, double *work, const int *lwork, int *info,
            size_t trans_length);
