import PosternModel
import PosternTransport

/// One option of the configuration that has a single value: its name, what it takes, and why it is
/// there.
///
/// The one table of all of them reads files, checks values, prints the defaults and says what a
/// reload can change, so that none of these can forget an option.
package struct Setting: Sendable {
  /// What a value may be.
  package enum Form: Sendable, Equatable {
    /// A whole number.
    case number(ClosedRange<Int>)
    /// A whole number, or `auto` for what suits the machine.
    case automatic(ClosedRange<Int>)
    /// One of these words.
    case choice([String])
    /// The path of this kind of thing.
    case path(String)

    /// What was expected, for messages and for the printed defaults.
    package var expectation: String {
      switch self {
      case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
      case .automatic(let range):
        "`auto` or a number from \(range.lowerBound) to \(range.upperBound)"
      case .choice(let words): "one of " + words.map { "`\($0)`" }.joined(separator: ", ")
      case .path(let kind): "the path of \(kind)"
      }
    }

    /// Whether it is the path of something.
    package var isPath: Bool {
      if case .path = self { true } else { false }
    }
  }

  /// The name of its section.
  package let section: String
  /// Its own name.
  package let name: String
  /// What it takes.
  package let form: Form
  /// What it is and why it has a bound: sentences for a person.
  package let reason: String
  /// Whether a change takes effect without a restart.
  package let isReloadable: Bool
  private let get: @Sendable (ServerOptions) -> String?
  private let set: @Sendable (inout ServerOptions, String) -> Bool

  init(
    section: String,
    name: String,
    form: Form,
    reason: String,
    isReloadable: Bool,
    get: @escaping @Sendable (ServerOptions) -> String?,
    set: @escaping @Sendable (inout ServerOptions, String) -> Bool
  ) {
    self.section = section
    self.name = name
    self.form = form
    self.reason = reason
    self.isReloadable = isReloadable
    self.get = get
    self.set = set
  }

  /// The whole name, as `--set` takes it.
  package var path: String { "\(section).\(name)" }

  /// Returns the value that some options have, as it is written; nil when they have none.
  package func value(in options: ServerOptions) -> String? { get(options) }

  /// Puts a value into some options; false, and nothing is changed, when it is none that this
  /// option takes.
  package func write(_ text: String, into options: inout ServerOptions) -> Bool {
    set(&options, text)
  }
}

extension Setting {
  /// Makes a whole number that stands at a place of the options.
  static func number(
    _ section: String,
    _ name: String,
    _ place: any WritableKeyPath<ServerOptions, Int> & Sendable,
    _ range: ClosedRange<Int>,
    isReloadable: Bool,
    _ reason: String
  ) -> Setting {
    Setting(
      section: section,
      name: name,
      form: .number(range),
      reason: reason,
      isReloadable: isReloadable,
      get: { "\($0[keyPath: place])" },
      set: { options, text in
        guard let number = Int(text), range.contains(number) else { return false }
        options[keyPath: place] = number
        return true
      }
    )
  }

  /// Makes one of the words of an enumeration.
  static func choice<Choice: CaseIterable & RawRepresentable<String> & Sendable>(
    _ section: String,
    _ name: String,
    _ place: any WritableKeyPath<ServerOptions, Choice> & Sendable,
    isReloadable: Bool,
    _ reason: String
  ) -> Setting {
    Setting(
      section: section,
      name: name,
      form: .choice(Choice.allCases.map(\.rawValue)),
      reason: reason,
      isReloadable: isReloadable,
      get: { $0[keyPath: place].rawValue },
      set: { options, text in
        guard let choice = Choice(rawValue: text) else { return false }
        options[keyPath: place] = choice
        return true
      }
    )
  }
}
