/* Counts the floating-point instructions that a program executes, by emulation: for machines whose
   processor lets nobody read its counters. A plugin for QEMU's user mode.

     qemu-x86_64 -plugin libflops.so,output=FILE,library=NAME PROGRAM ARGUMENT…

   FILE gets a table in CSV, once the program has ended by itself: how many instructions were executed,
   by whose code they are (`library`: of a file whose name contains NAME; `program`: of any other), by
   precision, width and kind. What one of them stands for in FLOPs is its reader's to know. */
#include "arithmetic.h"
#include "qemu_plugin.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORTED __attribute__((visibility("default")))

enum owner { PROGRAM, LIBRARY, OWNERS };

static const char *const owner_names[OWNERS] = {"program", "library"};
static const char *const precision_names[PRECISIONS] = {"float", "double"};
static const char *const width_names[WIDTHS] = {"scalar", "128", "256"};
static const char *const kind_names[KINDS] = {"fused", "added", "multiplied", "compared"};

/* All that is told apart: a counter for each. The program may have several threads. */
enum { COUNTERS = OWNERS * PRECISIONS * WIDTHS * KINDS };
static atomic_uint_least64_t executed[COUNTERS];

static unsigned counter_of(enum owner owner, struct arithmetic it) {
  return ((owner * PRECISIONS + it.precision) * WIDTHS + it.width) * KINDS + it.kind;
}

static const char *output_path, *library_name;

/* Memory into which one file is mapped. */
struct mapping {
  uintptr_t start, end;
  enum owner owner;
};

/* The mapping that holds an address; an empty one of the program where none does. */
static struct mapping find_mapping(uintptr_t address) {
  struct mapping found = {0};
  FILE *maps = fopen("/proc/self/maps", "r");
  if (!maps) return found;
  char *line = NULL;
  size_t room = 0;
  uintptr_t start, end;
  while (getline(&line, &room, maps) > 0) {
    if (sscanf(line, "%lx-%lx", &start, &end) != 2 || address < start || address >= end) continue;
    const char *name = strrchr(line, '/');
    found = (struct mapping){start, end, name && strstr(name, library_name) ? LIBRARY : PROGRAM};
    break;
  }
  free(line);
  fclose(maps);
  return found;
}

/* Whose code lies at an address. Blocks are translated one at a time, and many in a row are of one file. */
static enum owner owner_of(const void *code) {
  static struct mapping last;
  uintptr_t address = (uintptr_t)code;
  if (address < last.start || address >= last.end) last = find_mapping(address);
  return last.owner;
}

/* How often a block that runs once adds to a counter. */
struct addend {
  unsigned counter;
  unsigned count;
};

/* A block runs: `data` is its addends, up to one that adds nothing. */
static void count_block(unsigned int processor, void *data) {
  (void)processor;
  for (const struct addend *each = data; each->count; ++each) {
    atomic_fetch_add_explicit(&executed[each->counter], each->count, memory_order_relaxed);
  }
}

/* A block is translated: what it will add each time is known now. */
static void read_block(qemu_plugin_id_t id, struct qemu_plugin_tb *block) {
  (void)id;
  unsigned counts[COUNTERS] = {0};
  size_t different = 0;
  size_t instructions = qemu_plugin_tb_n_insns(block);
  for (size_t index = 0; index < instructions; ++index) {
    struct qemu_plugin_insn *instruction = qemu_plugin_tb_get_insn(block, index);
    struct arithmetic it;
    if (!read_arithmetic(qemu_plugin_insn_data(instruction), qemu_plugin_insn_size(instruction), &it)) {
      continue;
    }
    if (!counts[counter_of(owner_of(qemu_plugin_insn_haddr(instruction)), it)]++) ++different;
  }
  if (!different) return;

  /* Kept as long as the block, which is as long as the program. */
  struct addend *addends = calloc(different + 1, sizeof *addends), *next = addends;
  if (!addends) abort();
  for (unsigned counter = 0; counter < COUNTERS; ++counter) {
    if (counts[counter]) *next++ = (struct addend){counter, counts[counter]};
  }
  qemu_plugin_register_vcpu_tb_exec_cb(block, count_block, QEMU_PLUGIN_CB_NO_REGS, addends);
}

static void write_table(qemu_plugin_id_t id, void *data) {
  (void)id, (void)data;
  FILE *file = fopen(output_path, "w");
  if (!file) {
    perror(output_path);
    return;
  }
  fputs("owner,precision,width,kind,instructions\n", file);
  for (enum owner owner = 0; owner < OWNERS; ++owner) {
    for (enum precision precision = 0; precision < PRECISIONS; ++precision) {
      for (enum width width = 0; width < WIDTHS; ++width) {
        for (enum kind kind = 0; kind < KINDS; ++kind) {
          unsigned counter = counter_of(owner, (struct arithmetic){kind, precision, width});
          fprintf(file, "%s,%s,%s,%s,%llu\n", owner_names[owner], precision_names[precision],
                  width_names[width], kind_names[kind], (unsigned long long)executed[counter]);
        }
      }
    }
  }
  if (fclose(file)) perror(output_path);
}

/* The value of an argument `name=value`; NULL for one of another name. */
static const char *value_of(const char *argument, const char *name) {
  size_t length = strlen(name);
  return !strncmp(argument, name, length) && argument[length] == '=' ? argument + length + 1 : NULL;
}

EXPORTED int qemu_plugin_version = 1;

EXPORTED int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int count,
                                 char **arguments) {
  (void)info;
  for (int index = 0; index < count; ++index) {
    const char *output = value_of(arguments[index], "output");
    const char *library = value_of(arguments[index], "library");
    if (output) output_path = strdup(output);
    if (library) library_name = strdup(library);
  }
  if (!output_path || !library_name) {
    fputs("libflops.so needs output=FILE and library=NAME\n", stderr);
    return -1;
  }
  qemu_plugin_register_vcpu_tb_trans_cb(id, read_block);
  qemu_plugin_register_atexit_cb(id, write_table, NULL);
  return 0;
}
