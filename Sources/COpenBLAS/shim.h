#pragma once
#include <cblas.h>
#include <stddef.h>

/* LAPACK's least squares by QR or LQ, and its inverse of a triangle, which libopenblas.so exports and
   Debian's headers of OpenBLAS do not declare. As Fortran is called: all by reference, the lengths of
   texts behind the rest. */
void dgels_(const char *trans, const int *m, const int *n, const int *nrhs, double *a,
            const int *lda, double *b, const int *ldb, double *work, const int *lwork, int *info,
            size_t trans_length);
void dtrtri_(const char *uplo, const char *diag, const int *n, double *a, const int *lda, int *info,
             size_t uplo_length, size_t diag_length);
