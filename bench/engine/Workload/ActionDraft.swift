import PosternTestKit

/// An action element of a statement, by what it covers; words are indices into the vocabulary.
enum ActionDraft: Sendable {
  /// One action.
  case exact(service: Int, verb: Int, noun: Int)
  /// All actions of a service that begin with a verb.
  case verb(service: Int, verb: Int)
  /// The actions whose name is one action's but for the first letter.
  case anyFirstLetter(service: Int, verb: Int, noun: Int)
  /// All actions of a service.
  case service(Int)
  /// All actions.
  case any

  /// The element as a policy writes it.
  var pattern: String {
    switch self {
    case .exact(let service, let verb, let noun):
      "\(Vocabulary.services[service]):\(Vocabulary.verbs[verb])\(Vocabulary.nouns[noun])"
    case .verb(let service, let verb):
      "\(Vocabulary.services[service]):\(Vocabulary.verbs[verb])*"
    case .anyFirstLetter(let service, let verb, let noun):
      "\(Vocabulary.services[service]):?\(Vocabulary.verbs[verb].dropFirst())"
        + Vocabulary.nouns[noun]
    case .service(let service): "\(Vocabulary.services[service]):*"
    case .any: "*"
    }
  }

  /// Returns some action that the element covers; `service` is the one its statement is about.
  func instance(of service: Int, from random: inout SeededGenerator) -> String {
    let verb = random.below(Vocabulary.verbs.count)
    let noun = random.below(Vocabulary.nouns.count)
    return switch self {
    case .exact: pattern
    case .anyFirstLetter(let service, let verb, let noun):
      ActionDraft.exact(service: service, verb: verb, noun: noun).pattern
    case .verb(let service, let verb):
      ActionDraft.exact(service: service, verb: verb, noun: noun).pattern
    case .service, .any: ActionDraft.exact(service: service, verb: verb, noun: noun).pattern
    }
  }
}
