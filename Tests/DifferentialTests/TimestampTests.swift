import PosternModel
import PosternOracle
import PosternTestKit
import PosternText
import Testing

@Suite("Times of worlds")
struct TimestampTests {
  @Test(
    "are written as dates",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"),
      (1_893_456_000, "2030-01-01T00:00:00Z"), (1_893_455_999, "2029-12-31T23:59:59Z"),
      (4_107_542_400, "2100-03-01T00:00:00Z"),
    ] as [(Int64, String)]
  )
  func isDate(seconds: Int64, text: String) {
    #expect(World.timestamp(seconds) == text)
  }
}
