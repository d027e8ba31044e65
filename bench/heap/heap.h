// What the C library says and does about the heap, for whoever measures memory.
#include <malloc.h>
