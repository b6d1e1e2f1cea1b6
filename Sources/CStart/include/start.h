#pragma once

/* The command line as bytes, which need no /proc, and may be no UTF-8, and a null behind them; null where
   the system does not hand it over. */
char *const *phibench_arguments(void);
