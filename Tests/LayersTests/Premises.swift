import Foundation
import PosternAdministration
import PosternDecisionPoint
import PosternEngine
import PosternManifest
import PosternModel
import PosternStore

/// A directory of manifests, taken through checks and store to the decision point, as serving does.
struct Premises {
  /// What a question was answered with, in words.
  struct Answer: Equatable, CustomStringConvertible {
    let outcome: Decision.Outcome
    let layer: Layer
    /// `policy/sid` of the statement that decided.
    let statement: String?
    let message: String

    var description: String { "\(outcome) \(layer) \(statement ?? "-")" }
  }

  private let authorizer: Authorizer

  /// Serves one YAML text to callers whose context is believed, or is not.
  init(_ manifests: String, trustsContext: Bool = true) throws {
    try self.init(
      at: Premises.directory(holding: manifests).path,
      trustsContext: trustsContext
    )
  }

  /// Serves a directory.
  init(at path: String, trustsContext: Bool = true) throws {
    let store = try EntityStore(at: .memory)
    let rules = ImportRules(limits: .standard, quotas: .standard)
    _ = try AccountImport(rules: rules).importDirectory(path, into: store)
    try self.init(store.readContents().contents, trustsContext: trustsContext)
  }

  /// Serves what a store holds.
  init(_ contents: AccountContents, trustsContext: Bool = true) throws {
    let point = DecisionPoint(limits: .standard)
    try point.publish(contents, revision: 1)
    authorizer = Authorizer(
      decisionPoint: point,
      trustsContext: trustsContext,
      secondsSinceEpoch: { 1_900_000_000 }
    )
    authorizer.refresh()
  }

  /// Asks whether somebody may do something.
  func ask(
    _ principal: String,
    _ action: String,
    _ resource: String,
    owner: String = "",
    context: [String: [String]] = [:]
  ) throws -> Answer {
    var request = AuthorizationRequest(principal: principal, action: action, resource: resource)
    if !owner.isEmpty { request.resourceAccount = request.append(owner) }
    for (key, values) in context.sorted(by: { $0.key < $1.key }) {
      if values.count == 1 {
        request.addContext(key, values[0])
      } else {
        request.addContext(key, list: values)
      }
    }
    return try ask(request)
  }

  /// Asks a question.
  func ask(_ request: AuthorizationRequest) throws -> Answer {
    let decision = try authorizer.authorize(request)
    let statement = decision.statement.flatMap { authorizer.statement($0) }
    var message: [UInt8] = []
    if !decision.isAllowed { authorizer.appendMessage(for: decision, of: request, to: &message) }
    return Answer(
      outcome: decision.outcome,
      layer: decision.layer,
      statement: statement.map { "\($0.policy)/\($0.sid ?? "")" },
      message: String(decoding: message, as: UTF8.self)
    )
  }

  /// The problems for which a YAML text is refused, each in one line.
  static func problems(_ manifests: String) throws -> [String] {
    let directory = try directory(holding: manifests)
    let rules = ImportRules(limits: .standard, quotas: .standard)
    let loaded = DirectorySource(path: directory.path, limits: .standard).load()
    do throws(ImportError) {
      _ = try AccountImport(rules: rules).check(loaded)
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  /// Writes a YAML text into a directory of its own.
  static func directory(holding manifests: String) throws -> URL {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(
      "premises-\(UUID().uuidString)"
    )
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    try Foundation.Data(manifests.utf8).write(to: url.appendingPathComponent("a.yaml"))
    return url
  }
}
