// Has callgrind count a part of a process only: the program calls `getpgrp` where counting begins, and
// again where it ends. Everything else runs several times faster than if it were counted too.
//
// Build: cc -O2 -shared -fPIC count-switch.c -o count-switch.so
// Run:   valgrind --tool=callgrind --instr-atstart=no env LD_PRELOAD=./count-switch.so program

#include <unistd.h>
#include <valgrind/callgrind.h>

// Nothing else in such a program asks for its process group.
pid_t getpgrp(void) {
  static int is_counting;
  if (is_counting) {
    CALLGRIND_STOP_INSTRUMENTATION;
  } else {
    CALLGRIND_START_INSTRUMENTATION;
  }
  is_counting = !is_counting;
  return 0;
}
