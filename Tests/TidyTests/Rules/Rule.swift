import Testing

/// A rule of the house that a machine can hold, with one text that breaks it and one that keeps it.
struct Rule: Sendable, CustomTestStringConvertible {
  /// The rule as a sentence.
  let sentence: String
  /// Which files it is about.
  let concerns: @Sendable (SourceFile) -> Bool
  /// A file that breaks it: shows that the rule can fail.
  let broken: Example
  /// A file that comes close and keeps it.
  let kept: Example
  /// Returns every place of a file where it is broken.
  let findings: @Sendable (SourceFile) -> [Finding]

  var testDescription: String { sentence }

  /// Every rule about single files.
  static let all: [Rule] =
    shape + names + imports + danger + errors + documentation + comments + texts
}
