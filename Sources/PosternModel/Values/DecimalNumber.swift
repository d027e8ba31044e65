/// An exact decimal number, kept as a view of its text (C-43, C-44).
///
/// It holds places in the text and no digits, so that a number of any length costs nothing to keep:
/// to compare two numbers both texts are needed again.
///
///     - 0 0 1 2 . 5 0 e 3        leading = 4, since 1 stands for 10⁴
///         ^start    ^end         from the first to just past the last digit that is not zero
package struct DecimalNumber: Sendable, BitwiseCopyable {
  /// The power of ten that the first digit other than zero stands for.
  private let leading: Int64
  private let start: Int32
  private let end: Int32
  /// -1, 0 or 1.
  private let sign: Int8

  /// Above this, an exponent is not one that a policy may compare with, and sums with it could
  /// overflow.
  private static let exponentMax: Int64 = 1_000_000_000_000_000

  /// Reads a number: `[+-]?(digits[.digits*] | .digits)([eE][+-]?digits)?`, else returns nil.
  ///
  /// `01`, `+1`, `1.`, `1.0` and `1e0` are all one; `NaN`, hexadecimal digits and blanks are no
  /// numbers (C-43). One with an exponent beyond ±10¹⁵ is beyond every comparable one, on its side:
  /// were it none, whoever sends it would switch off a denial.
  ///
  /// - Complexity: O(n) in the length of the text.
  package init?(_ text: Span<UInt8>) {
    guard text.count <= Int32.max, let digits = DecimalDigits(text, exponentMax: Self.exponentMax)
    else { return nil }
    start = Int32(digits.start)
    end = Int32(digits.end)
    leading = digits.leading
    sign = digits.start == digits.end ? 0 : digits.isNegative ? -1 : 1
  }

  /// Whether the number may stand in a policy: two that may not have no order.
  package var isComparable: Bool {
    sign == 0 || abs(leading) <= 2 * Self.exponentMax
  }

  /// Compares two numbers by value, each with the text it was read from: below, equal to or above
  /// zero.
  ///
  /// - Precondition: the texts are those that the numbers were made from, and one of the numbers is
  ///   comparable.
  /// - Complexity: O(n) in the length of the texts, O(1) when the magnitudes differ.
  package static func order(
    _ left: DecimalNumber,
    in leftText: Span<UInt8>,
    _ right: DecimalNumber,
    in rightText: Span<UInt8>
  ) -> Int {
    guard left.sign == right.sign else { return left.sign < right.sign ? -1 : 1 }
    guard left.sign != 0 else { return 0 }
    let magnitudes =
      left.leading == right.leading
      ? orderDigits(left, leftText, right, rightText) : left.leading < right.leading ? -1 : 1
    return left.sign < 0 ? -magnitudes : magnitudes
  }

  /// Compares two runs of digits whose first digits stand for the same power of ten.
  private static func orderDigits(
    _ left: DecimalNumber,
    _ leftText: Span<UInt8>,
    _ right: DecimalNumber,
    _ rightText: Span<UInt8>
  ) -> Int {
    var leftIndex = Int(left.start)
    var rightIndex = Int(right.start)
    while true {
      if leftIndex < left.end, leftText[leftIndex] == UInt8(ascii: ".") { leftIndex += 1 }
      if rightIndex < right.end, rightText[rightIndex] == UInt8(ascii: ".") { rightIndex += 1 }
      // The last digit of a run is not zero, so a run that goes on is the larger one.
      guard leftIndex < left.end else { return rightIndex < right.end ? -1 : 0 }
      guard rightIndex < right.end else { return 1 }
      let leftDigit = leftText[leftIndex]
      let rightDigit = rightText[rightIndex]
      guard leftDigit == rightDigit else { return leftDigit < rightDigit ? -1 : 1 }
      leftIndex += 1
      rightIndex += 1
    }
  }
}
