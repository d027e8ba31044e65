import PosternText

/// Numbers for the distinct action patterns of a snapshot, in lower case (M-02).
///
/// Number 0 matches nothing, number 1 is the lone `*`.
package struct ActionPatternIndex: Sendable {
  /// One pattern: a literal service prefix and a name with wildcards.
  package struct Pattern: Hashable, Sendable {
    /// The prefix, lower-cased; empty for `*`.
    package let service: [UInt8]
    /// The name, lower-cased, possibly with `*` and `?`.
    package let name: [UInt8]
  }

  /// The number that no action matches; fills unused places.
  package static let nothing: UInt16 = 0
  /// The number of `*`.
  package static let everything: UInt16 = 1

  /// The patterns; the place is the number.
  package private(set) var patterns: [Pattern]
  /// The service prefixes in order of appearance; the place is the service's number.
  package private(set) var services: [[UInt8]]
  private var numbers: [Pattern: UInt16]
  private var serviceNumbers: [[UInt8]: Int]
  /// The number of each pattern's service; nil for the fixed patterns.
  private var patternServices: [Int?]
  /// The numbers by the spelling that was met first: most policies spell an action alike.
  private var spellings: [ExactText: UInt16] = [:]

  /// Creates an index with the two fixed numbers.
  package init() {
    patterns = [Pattern(service: [], name: []), Pattern(service: [], name: [UInt8(ascii: "*")])]
    services = []
    numbers = [:]
    serviceNumbers = [:]
    patternServices = [nil, nil]
  }

  /// How many patterns have a number.
  package var count: Int { patterns.count }

  /// Returns the number of an action pattern as policies write it, or nil when it can match no
  /// action (M-05).
  ///
  /// - Precondition: fewer than 65,536 patterns; the compiler checks `Limits.actionPatternCountMax`
  ///   first.
  package mutating func number(of text: String) -> UInt16? {
    if let known = spellings[ExactText(text)] { return known }
    if text == "*" { return ActionPatternIndex.everything }
    // Actions are ASCII: no other character stands for one of their letters.
    let lowered = text.utf8.map(\.lowercasedASCII)
    guard let colon = lowered.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = Array(lowered[(colon + 1)...])
    guard !name.isEmpty, !name.contains(where: ActionPatternIndex.neverMatches) else { return nil }
    let pattern = Pattern(service: Array(lowered[..<colon]), name: name)
    if let known = numbers[pattern] { return known }
    precondition(
      patterns.count < Int(UInt16.max),
      "more action patterns than a snapshot can number"
    )
    let number = UInt16(patterns.count)
    patterns.append(pattern)
    numbers[pattern] = number
    spellings[ExactText(text)] = number
    patternServices.append(serviceNumber(of: pattern.service))
    return number
  }

  private mutating func serviceNumber(of name: [UInt8]) -> Int {
    if let known = serviceNumbers[name] { return known }
    serviceNumbers[name] = services.count
    services.append(name)
    return services.count - 1
  }

  /// Returns the number under which a pattern's entries stand in a decision set, one per service;
  /// that of no service for `*`, which every service looks at.
  func service(of pattern: UInt16) -> UInt8 {
    patternServices[Int(pattern)].map(ActionPatternIndex.service(numbered:))
      ?? ActionPatternIndex.noService
  }

  /// The number in decision sets of the service that was mentioned so many others after.
  ///
  /// Above 253 services the last number is shared; that costs a look at foreign entries, never a
  /// wrong answer, because each entry's actions are tested.
  static func service(numbered number: Int) -> UInt8 {
    UInt8(min(number, Int(overflowService)))
  }

  /// The number of the pattern's service, nil for the two fixed patterns.
  func serviceNumber(of pattern: UInt16) -> Int? { patternServices[Int(pattern)] }

  /// The number that the 254th and later services share.
  static let overflowService: UInt8 = 253
  /// The number of a service that no policy mentions; no decision set has it.
  static let unknownService: UInt8 = 254
  /// What stands in decision sets behind the last service.
  static let noService: UInt8 = 255

  /// White space and commas: the mark of a list that was meant to be several entries.
  private static func neverMatches(_ byte: UInt8) -> Bool {
    byte <= UInt8(ascii: " ") || byte == UInt8(ascii: ",")
  }
}
