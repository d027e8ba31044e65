import PosternModel
import Testing

@Suite("Instants")
struct InstantTests {
  @Test(
    "read dates and counts of seconds (C-50)",
    arguments: [
      ("2030-01-01", 1_893_456_000), ("2030-01-01T00:00:00", 1_893_456_000),
      ("2030-01-01T00:00:00Z", 1_893_456_000), ("1893456000", 1_893_456_000),
      ("+1893456000", 1_893_456_000), ("2030", 1_893_456_000), ("2030-01", 1_893_456_000),
      ("+2030", 2030), ("203", 203), ("02030", 2030), ("0", 0),
      ("9223372036854775807", Int64.max), ("00009223372036854775807", Int64.max),
      ("1970-01-01T01:00+01", 0), ("1970-01-01T01:00:00+01:00", 0), ("1969-12-31T19:00-05:00", 0),
      ("1970-01-01T00:00:01Z", 1), ("1969-12-31T23:59:59Z", -1), ("2000-02-29", 951_782_400),
      ("2016-12-13t2:00:00z", 1_481_594_400), ("2016-12-13T2Z", 1_481_594_400),
      ("2016-12-13T02", 1_481_594_400), ("2016-12-13T", 1_481_587_200),
      ("0000-03-01", -62_162_035_200), ("01T", -62_135_596_800), ("0001-01-01", -62_135_596_800),
      ("-0001-12-31", -62_167_305_600), ("1970-01-01T00+23", -82_800),
      ("292278993-12-31T23:59:59Z", 9_223_372_017_129_599),
    ] as [(String, Int64)]
  )
  func reads(text: String, seconds: Int64) {
    let instant = Instant(text.utf8.span)
    let isStorable = Instant.isStorable(text.utf8.span)
    #expect(instant == Instant(seconds: seconds, milliseconds: 0))
    #expect(isStorable)
  }

  @Test(
    "cut off below a millisecond (C-51)",
    arguments: [
      ("2030-01-01T00:00:00.1231Z", 123), ("2030-01-01T00:00:00.1239Z", 123),
      ("2030-01-01T00:00:00.0001Z", 0), ("2030-01-01T00:00:00.5", 500),
      ("2030-01-01T00:00:00.999999999+00:00", 999),
    ] as [(String, UInt16)]
  )
  func truncates(text: String, milliseconds: UInt16) {
    let instant = Instant(text.utf8.span)
    #expect(instant == Instant(seconds: 1_893_456_000, milliseconds: milliseconds))
  }

  @Test("order by time")
  func orders() {
    let instants = [
      Instant(seconds: -1, milliseconds: 999), Instant(seconds: 0, milliseconds: 0),
      Instant(seconds: 0, milliseconds: 1), Instant(seconds: 1, milliseconds: 0),
    ]
    #expect(instants.reversed().sorted() == instants)
  }

  @Test(
    "rejects malformed dates, also for storing (C-52)",
    arguments: [
      "", "not-a-date", "234-13", "2030-00", "2030-13-01", "2030-01-32", "2030-01-00",
      "2030-01-01T24:00:00Z", "2030-01-01T00:60:00Z", "2030-01-01T00:00:60Z", "2030-1-01",
      "2030-01-01T00:00:00+1", "2030-01-01T00:00:00.1234567890Z", "2030-01-01T00:00:00.Z",
      "2030-01-01T00:00:00+24", "2030-01-01T00:00:00+01:60", "2030-01-01T00:00:00ZZ",
      "2030-01-01 00:00:00", " 2030-01-01", "2030-01-01T00:00:", "2030-01-", "2030-",
      "292278994-01-01", "-292275055-01-01", "9223372036854775808", "+", "+-1", "1893456000.5",
      "1e9", "2030-01-01T000:00", "--2030", "+2030-01-01", "T00:00", "99999999999999999999",
    ]
  )
  func rejects(text: String) {
    let instant = Instant(text.utf8.span)
    let isStorable = Instant.isStorable(text.utf8.span)
    #expect(instant == nil)
    #expect(!isStorable)
  }

  @Test(
    "tolerates for storing what no calendar has (C-52)",
    arguments: ["2030-02-29", "2030-02-31T00:00:00Z", "2030-04-31", "1900-02-29", "-5"]
  )
  func storesWithoutConverting(text: String) {
    let instant = Instant(text.utf8.span)
    let isStorable = Instant.isStorable(text.utf8.span)
    #expect(instant == nil)
    #expect(isStorable)
  }
}
