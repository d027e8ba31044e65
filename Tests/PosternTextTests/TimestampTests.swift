import Foundation
import PosternText
import Testing

@Suite("Timestamps")
struct TimestampTests {
  @Test(
    "are days of the calendar, leap years included",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"),
      (951_782_400, "2000-02-29T00:00:00Z"), (951_868_800, "2000-03-01T00:00:00Z"),
      (1_078_012_800, "2004-02-29T00:00:00Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
      (4_107_542_399, "2100-02-28T23:59:59Z"), (1_709_251_199, "2024-02-29T23:59:59Z"),
      (253_402_300_799, "9999-12-31T23:59:59Z"), (-1, "1969-12-31T23:59:59Z"),
      (-86_400, "1969-12-31T00:00:00Z"), (-86_401, "1969-12-30T23:59:59Z"),
      (-2_203_891_200, "1900-03-01T00:00:00Z"), (-2_203_891_201, "1900-02-28T23:59:59Z"),
      (-62_135_596_800, "0001-01-01T00:00:00Z"), (-62_167_219_200, "0000-01-01T00:00:00Z"),
    ] as [(Int64, String)]
  )
  func days(seconds: Int64, text: String) {
    #expect(Timestamp.text(secondsSinceEpoch: seconds) == text)
  }

  @Test("are those of another calendar, over centuries")
  func others() {
    let style = Date.ISO8601FormatStyle()
    for step in 0..<2_000 {
      let seconds = -10_000_000_000 + Int64(step) * 9_999_991
      let text = Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(style)
      #expect(Timestamp.text(secondsSinceEpoch: seconds) == text)
    }
  }

  @Test(
    "are dates of HTTP, with the day of the week",
    arguments: [
      (0, "Thu, 01 Jan 1970 00:00:00 GMT"), (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
      (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"), (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
      (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
    ] as [(Int64, String)]
  )
  func fields(seconds: Int64, text: String) {
    #expect(Timestamp.fieldText(secondsSinceEpoch: seconds) == text)
  }

  @Test("have years outside of four digits as they are")
  func outside() {
    #expect(Timestamp.text(secondsSinceEpoch: 253_402_300_800) == "10000-01-01T00:00:00Z")
    #expect(Timestamp.text(secondsSinceEpoch: -62_167_219_201) == "-0001-12-31T23:59:59Z")
    #expect(Timestamp.text(secondsSinceEpoch: .max).hasPrefix("292277026596-12-04T15:30:07Z"))
    #expect(Timestamp.text(secondsSinceEpoch: .min).hasPrefix("-292277022657-01-27T08:29:52Z"))
  }
}
