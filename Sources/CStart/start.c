/* What has to be before OpenBLAS and its libraries are: they read the environment and start threads while
   they are loaded.

   phibench's workers call OpenBLAS side by side, each for its own thread. Threads of OpenBLAS's own, or of
   OpenMP, would only stand in their way, and where the system lets a process start few, end it before
   main(). So a process whose environment asks for them starts itself anew with one that does not; what
   the user had set stays readable as PHIBENCH_GIVEN_<name>. */
#include "start.h"

#include "baseline.h"

static char *const *arguments;

char *const *phibench_arguments(void) { return arguments; }

#if defined(__x86_64__) && defined(__linux__)
#include <sys/auxv.h>

/* One thread; and no binding to cores by OpenMP, which workers do themselves. */
static const char *const wanted[] = {"OPENBLAS_NUM_THREADS=1", "OMP_NUM_THREADS=1"};
static const char *const unwanted[] = {"OMP_THREAD_LIMIT=", "OMP_PROC_BIND=", "OMP_PLACES=",
                                       "GOMP_CPU_AFFINITY="};
static const char given[] = "PHIBENCH_GIVEN_";
enum {
  wanted_count = sizeof wanted / sizeof *wanted,
  unwanted_count = sizeof unwanted / sizeof *unwanted,
  most_variables = 8192,
  most_bytes = 1 << 16,
};

/* Whether two texts are the same, or the same up to a `=` where only names are compared. */
PHIBENCH_BASELINE static int agree(const char *a, const char *b, int names) {
  for (;; ++a, ++b) {
    if (*a != *b) return 0;
    if (!*a || (names && *a == '=')) return 1;
  }
}

/* What a variable is to become: itself, another, or nothing. */
PHIBENCH_BASELINE static const char *replacement(const char *variable) {
  for (int i = 0; i < wanted_count; ++i)
    if (agree(variable, wanted[i], 1)) return wanted[i];
  for (int i = 0; i < unwanted_count; ++i)
    if (agree(variable, unwanted[i], 1)) return 0;
  return variable;
}

static char *environment[most_variables];
static char copies[most_bytes];

PHIBENCH_BASELINE static void start(int argc, char **argv, char **envp) {
  arguments = argv;

  int count = 0, used = 0, differs = 0, found[wanted_count] = {0};
  for (char **variable = envp; *variable; ++variable) {
    const char *new = replacement(*variable);
    /* More than anybody has: it stays as it is. */
    if (count + 2 + wanted_count > most_variables) return;
    for (int i = 0; i < wanted_count; ++i) found[i] |= new == wanted[i];
    if (new == *variable) {
      environment[count++] = *variable;
    } else if (!new || !agree(*variable, new, 0)) {
      differs = 1;
      environment[count++] = copies + used;
      for (const char *text = given; *text && used < most_bytes - 1; ++text) copies[used++] = *text;
      for (const char *text = *variable; *text && used < most_bytes - 1; ++text)
        copies[used++] = *text;
      copies[used++] = 0;
      if (used == most_bytes) return;
    }
  }
  for (int i = 0; i < wanted_count; ++i) {
    differs |= !found[i];
    environment[count++] = (char *)wanted[i];
  }
  if (!differs) return;
  /* Without /proc by the path that it was started by; and where neither does, it goes on as it is. */
  phibench_system_call(SYS_execve, (long)"/proc/self/exe", argv, (long)environment);
  for (char **end = envp;; ++end) {
    if (*end) continue;
    for (const unsigned long *entry = (const unsigned long *)(end + 1); entry[0]; entry += 2)
      if (entry[0] == AT_EXECFN) phibench_system_call(SYS_execve, entry[1], argv, (long)environment);
    return;
  }
}

__attribute__((section(".preinit_array"), used)) static void (*const entry)(int, char **, char **) =
    start;
#endif
