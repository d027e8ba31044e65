import PosternModel
import PosternText

/// The condition keys in the defaults of a batch, and which of them a question gives itself.
///
/// Each key is looked up by its lower case: to compare each key of a question with each default
/// would let a few kilobytes of keys that resemble one another stop an event loop for seconds.
struct DefaultKeys {
  /// Numbers the keys; those that differ by letter case only share one.
  private var numbers: [[UInt8]: Int] = [:]
  /// For each default, in their order, the number of its key.
  private var defaults: [Int] = []
  /// For each number the last question that has given the key, counted from 1.
  private var givers: [Int] = []
  private var questionNumber = 0
  private var nextDefault = 0
  /// A key in lower case.
  private var name: [UInt8] = []
  /// Whether the defaults have been added.
  private(set) var isComplete = false
  /// How many bytes of keys have been looked at since the batch began.
  private(set) var readByteCount = 0

  /// The most keys whose storage is kept for the next batch.
  private static let keptCountMax = 4_096

  /// Begins with another batch.
  mutating func removeAll() {
    guard isComplete else { return }
    let isKept = numbers.capacity <= DefaultKeys.keptCountMax
    numbers.removeAll(keepingCapacity: isKept)
    defaults.removeAll(keepingCapacity: isKept)
    givers.removeAll(keepingCapacity: isKept)
    questionNumber = 0
    readByteCount = 0
    isComplete = false
  }

  /// Adds the key of the next default: what stands in front of it, and the key itself.
  mutating func add(prefix: String, _ key: Span<UInt8>) {
    name.removeAll(keepingCapacity: true)
    LowercaseText.append(prefix.utf8.span, to: &name)
    LowercaseText.append(key, to: &name)
    readByteCount += key.count
    if let number = numbers[name] {
      defaults.append(number)
    } else {
      defaults.append(givers.count)
      numbers[name] = givers.count
      givers.append(0)
    }
  }

  /// Adds the key of the next default, which stands in the text of a question.
  mutating func add(
    prefix: String,
    _ key: TextRange,
    of question: borrowing AuthorizationRequest
  ) {
    add(prefix: prefix, question.text.span.extracting(key.bounds))
  }

  /// Says that all defaults have been added.
  mutating func complete() {
    isComplete = true
  }

  /// Notes the keys that a question has given so far, and goes back to the first default.
  ///
  /// - Complexity: O(n) in the bytes of the question's keys.
  mutating func begin(_ question: borrowing AuthorizationRequest) {
    questionNumber += 1
    nextDefault = 0
    for entry in question.contextEntries.elements {
      name.removeAll(keepingCapacity: true)
      LowercaseText.append(question.text.span.extracting(entry.key.bounds), to: &name)
      readByteCount += entry.key.byteCount
      if let number = numbers[name] { givers[number] = questionNumber }
    }
  }

  /// Whether the question gives the key of the next default itself.
  mutating func isNextGiven() -> Bool {
    defer { nextDefault += 1 }
    return givers[defaults[nextDefault]] == questionNumber
  }
}
