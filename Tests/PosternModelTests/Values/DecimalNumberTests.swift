import PosternModel
import Testing

@Suite("Decimal numbers")
struct DecimalNumberTests {
  @Test(
    "compare by value, whatever their spelling (C-43, C-44)",
    arguments: [
      ("1", "01", 0), ("1", "+1", 0), ("1", "1.", 0), ("1", "1.0", 0), ("1", "1e0", 0),
      ("1", "1E+00", 0), ("1", "10e-1", 0), ("1", "0.001e3", 0), ("0", "-0", 0), ("0", "0e9", 0),
      (".5", "0.50", 0), ("100", "1e2", 0), ("12.5", "1.25e1", 0), ("-1", "-1.000", 0),
      ("00120.0500", "120.05", 0), ("1e1000000000000000", "10e999999999999999", 0),
      ("9007199254740992", "9007199254740993", -1), ("9", "10", -1), ("100", "10", 1),
      ("-10", "-9", -1), ("-1", "0", -1), ("-1", "1", -1), ("0", "1e-999999", -1),
      ("1.1", "1.11", -1), ("1.09", "1.1", -1), ("0.1", "0.09", 1), ("12", "1.3", 1),
      ("1e-1", ".2", -1), ("1000000000000000000000000000001", "1e30", 1), ("101", "10.1", 1),
      ("1e1000000000000001", "1e1000000000000000", 1), ("1e99999999999999999999999999", "50", 1),
      ("-1e1000000000000001", "-50", -1), ("1e-99999999999999999999", "0", 1),
      ("1e-99999999999999999999", "1e-1000000000000000", -1), ("0e99999999999999999999", "0", 0),
    ]
  )
  func compares(left: String, right: String, order: Int) throws {
    #expect(try compare(left, right) == order)
    #expect(try compare(right, left) == -order)
  }

  @Test(
    "rejects texts outside the grammar (C-43)",
    arguments: [
      "", "NaN", "Infinity", "inf", "0x10", " 1", "1 ", "1,5", ".", "+", "-", "+-1", "1e", "1e+",
      "e5", ".e5", "1.2.3", "1e1.5", "1e1e1", "--1", "１", "1_000",
      "1e99999999999999999999999999x", "abc",
    ]
  )
  func rejects(text: String) {
    let isNumber = DecimalNumber(text.utf8.span) != nil
    #expect(!isNumber)
  }

  @Test(
    "only those with an exponent of at most 10¹⁵ may stand in a policy",
    arguments: [
      ("1e1000000000000000", true), ("-12.5e-1000000000000000", true),
      ("0e9999999999999999", true),
      ("1e1000000000000001", false), ("-1e-1000000000000001", false),
      ("1e99999999999999999999", false),
    ]
  )
  func isComparable(text: String, expected: Bool) throws {
    let number = DecimalNumber(text.utf8.span)
    #expect(try #require(number).isComparable == expected)
  }

  @Test("compares numbers of a hundred thousand digits exactly")
  func comparesLongNumbers() throws {
    let digits = String(repeating: "7", count: 100_000)
    #expect(try compare(digits + "1", digits + "2") == -1)
    #expect(try compare(digits + ".10", digits + ".1") == 0)
  }

  private func compare(_ left: String, _ right: String) throws -> Int {
    let numbers = (DecimalNumber(left.utf8.span), DecimalNumber(right.utf8.span))
    let leftNumber = try #require(numbers.0)
    let rightNumber = try #require(numbers.1)
    return DecimalNumber.order(leftNumber, in: left.utf8.span, rightNumber, in: right.utf8.span)
      .signum()
  }
}
