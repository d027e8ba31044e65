#ifndef POSTERN_CPREFETCH_H
#define POSTERN_CPREFETCH_H

// Asks the processor to fetch the cache line at a place; any place may be named, and nothing waits.
static inline void prefetch(const void *place) { __builtin_prefetch(place); }

#endif
