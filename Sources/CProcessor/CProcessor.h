#ifndef POSTERN_CPROCESSOR_H
#define POSTERN_CPROCESSOR_H

// Instructions of the processor that Swift has no word for.

#include <stdbool.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Asks the processor to fetch the cache line at a place; any place may be named, and nothing waits.
static inline void prefetch(const void *place) { __builtin_prefetch(place); }

// A bit for each of sixteen bytes that ends a plain run of a JSON string: a quote, a backslash, a
// control character or, if asked for, a byte of a character above U+007F.
static inline uint32_t plain_text_ends(const uint8_t *sixteen_bytes, bool stops_above_ascii) {
#if defined(__SSE2__)
  __m128i bytes = _mm_loadu_si128((const __m128i *)sixteen_bytes);
  // As signed numbers, the bytes above U+007F are below all control characters.
  __m128i controls = stops_above_ascii
                         ? _mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20))
                         : _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
  __m128i quotes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
  __m128i backslashes = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
  return (uint32_t)_mm_movemask_epi8(_mm_or_si128(controls, _mm_or_si128(quotes, backslashes)));
#else
  uint32_t ends = 0;
  for (int place = 0; place < 16; place++) {
    uint8_t byte = sixteen_bytes[place];
    bool is_end = byte < 0x20 || byte == '"' || byte == '\\' || (stops_above_ascii && byte > 0x7F);
    ends |= (uint32_t)is_end << place;
  }
  return ends;
#endif
}

// The same for sixty-four bytes.
static inline uint64_t plain_text_ends_of_block(const uint8_t *bytes, bool stops_above_ascii) {
  uint64_t ends = 0;
  for (int place = 0; place < 64; place += 16) {
    ends |= (uint64_t)plain_text_ends(bytes + place, stops_above_ascii) << place;
  }
  return ends;
}

// A bit for each of sixteen bytes that is a capital of ASCII.
static inline uint32_t places_of_capitals(const uint8_t *sixteen_bytes) {
#if defined(__SSE2__)
  __m128i bytes = _mm_loadu_si128((const __m128i *)sixteen_bytes);
  // As signed numbers, the capitals become the smallest.
  __m128i moved = _mm_add_epi8(bytes, _mm_set1_epi8((char)(0x80 - 'A')));
  return (uint32_t)_mm_movemask_epi8(_mm_cmplt_epi8(moved, _mm_set1_epi8(-0x80 + 26)));
#else
  uint32_t places = 0;
  for (int place = 0; place < 16; place++) {
    places |= (uint32_t)(sixteen_bytes[place] >= 'A' && sixteen_bytes[place] <= 'Z') << place;
  }
  return places;
#endif
}

// A bit for each of sixteen bytes that is one of two.
static inline uint32_t places_of_either(uint8_t one, uint8_t other, const uint8_t *sixteen_bytes) {
#if defined(__SSE2__)
  __m128i bytes = _mm_loadu_si128((const __m128i *)sixteen_bytes);
  __m128i ones = _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)one));
  __m128i others = _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)other));
  return (uint32_t)_mm_movemask_epi8(_mm_or_si128(ones, others));
#else
  uint32_t places = 0;
  for (int place = 0; place < 16; place++) {
    bool is_either = sixteen_bytes[place] == one || sixteen_bytes[place] == other;
    places |= (uint32_t)is_either << place;
  }
  return places;
#endif
}

#endif
