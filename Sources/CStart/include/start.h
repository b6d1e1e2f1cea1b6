#pragma once

/* The command line as bytes, which need no /proc, and may be no UTF-8, and a null behind them; null where
   the system does not hand it over. */
char *const *phibench_arguments(void);

/* The path that the program was started by, as the kernel was given it; null if it does not say. */
const char *phibench_started_path(void);
