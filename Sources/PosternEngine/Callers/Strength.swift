/// How a statement's `Principal` means the caller: a set, because several entries may (table 2.4).
struct Strength: OptionSet, BitwiseCopyable {
  let rawValue: UInt8

  /// The caller is named itself.
  static let direct = Strength(rawValue: 1)
  /// Everyone is named.
  static let wildcard = Strength(rawValue: 2)
  /// The role of the session is named.
  static let viaRole = Strength(rawValue: 4)
  /// The user who issued the session is named.
  static let viaUser = Strength(rawValue: 8)
  /// The account is named: it may delegate.
  static let account = Strength(rawValue: 16)
  /// The statement applies, and the strength has no meaning: `NotPrincipal`, and policies without
  /// principals.
  static let unnamed = Strength(rawValue: 32)
}
