import PosternModel
import PosternTransport
import SwiftProtobuf

// Inside access: what a call's bytes are read as is nobody's business outside of the room, and it
// is compared here with what the library for such messages reads.
@testable import PosternAPI

/// What the bytes of a question say, however they were read.
struct CallReading: Equatable {
  var texts: [String]
  var explain: Int
  var maps: [[String: String]]

  /// Reads a question by hand; nil when it is refused.
  static func byHand(_ bytes: [UInt8]) -> CallReading? {
    var list = CallQuestionList(limits: .standard)
    do throws(WireFault) {
      try list.read(bytes.span, at: 0..<bytes.count, isBatch: false)
    } catch {
      return nil
    }
    return CallReading(list.questions[0], of: list, bytes)
  }

  /// Reads a question by the library; nil when it is refused.
  static func byLibrary(_ bytes: [UInt8]) -> CallReading? {
    do throws(CallStatus) {
      return CallReading(try CallMessage.parse(Postern_V1_AuthorizeRequest.self, bytes))
    } catch {
      return nil
    }
  }

  /// Reads a batch by hand: its questions, then its defaults.
  static func batchByHand(_ bytes: [UInt8]) -> [CallReading]? {
    var list = CallQuestionList(limits: .standard)
    do throws(WireFault) {
      try list.read(bytes.span, at: 0..<bytes.count, isBatch: true)
    } catch {
      return nil
    }
    return (list.questions + [list.defaults]).map { CallReading($0, of: list, bytes) }
  }

  /// Reads a batch by the library: its questions, then its defaults.
  static func batchByLibrary(_ bytes: [UInt8]) -> [CallReading]? {
    do throws(CallStatus) {
      let batch = try CallMessage.parse(Postern_V1_BatchAuthorizeRequest.self, bytes)
      return (batch.requests + [batch.defaults]).map { CallReading($0) }
    } catch {
      return nil
    }
  }

  private init(_ question: CallQuestion, of list: CallQuestionList, _ bytes: [UInt8]) {
    func text(_ range: TextRange) -> String {
      String(decoding: bytes[range.bounds], as: UTF8.self)
    }
    func describe(_ value: CallValue, isInList: Bool) -> String {
      switch value {
      case .none: "nothing"
      case .text(let range): "text " + text(range)
      case .number(let range): "number " + text(range)
      case .boolean(let boolean): "boolean \(boolean)"
      case .integer(let integer): "integer \(integer)"
      case .list where isInList: "list"
      case .list(let range):
        "list \(range.map { describe(list.elements[$0], isInList: true) })"
      }
    }
    texts = [question.principal, question.action, question.resource, question.resourceAccount]
      .map(text)
    explain = Int(question.explain)
    maps = [CallMap.context, .resourceTags, .requestTags].map { map in
      var entries: [String: String] = [:]
      for entry in list.entries[question.entries] where entry.map == map {
        entries[text(entry.key)] = describe(entry.value, isInList: false)
      }
      return entries
    }
  }

  private init(_ message: Postern_V1_AuthorizeRequest) {
    texts = [message.principal, message.action, message.resource, message.resourceAccount]
    explain = message.explain.rawValue
    maps = [
      message.context.mapValues { CallReading.describe($0, isInList: false) },
      message.resourceTags.mapValues { "text " + $0 },
      message.requestTags.mapValues { "text " + $0 },
    ]
  }

  private static func describe(_ value: Postern_V1_ContextValue, isInList: Bool) -> String {
    switch value.kind {
    case nil: "nothing"
    case .text(let text): "text " + text
    case .number(let digits): "number " + digits
    case .boolean(let boolean): "boolean \(boolean)"
    case .integer(let integer): "integer \(integer)"
    case .list where isInList: "list"
    case .list(let list): "list \(list.values.map { describe($0, isInList: true) })"
    }
  }
}
