import PosternAdministration
import PosternDecisionPoint
import PosternManifest
import PosternModel
import PosternStore
import Synchronization

/// Takes the entities from the directory through the store to the decision point.
///
/// Only one load runs at a time; whoever starts them sees to that. What is live stays live until a
/// load has succeeded as a whole.
final class EntityLoader: Sendable {
  /// What a load has led to when nothing was wrong.
  enum Outcome: Sendable {
    /// New contents are live.
    case published(LoadSummary)
    /// The directory says what is live already.
    case unchanged
  }

  private struct Live {
    var revision: UInt64 = 0
    var contentsHash: Int?
  }

  /// What the last load has read, good or not.
  private struct Read {
    var source: DirectorySource
    var stamp = DirectoryStamp()
  }

  private let directory: String
  private let decisionPoint: DecisionPoint
  private let live = Mutex(Live())
  private let lastRead: Mutex<Read>

  init(directory: String, decisionPoint: DecisionPoint) {
    self.directory = directory
    self.decisionPoint = decisionPoint
    lastRead = Mutex(Read(source: DirectorySource(path: directory, limits: decisionPoint.limits)))
  }

  /// What the files looked like that the last load has read, right before it did.
  var loadedStamp: DirectoryStamp { lastRead.withLock { $0.stamp } }

  /// What the same files look like now.
  ///
  /// - Complexity: one system call for each of them.
  func currentStamp() -> DirectoryStamp {
    let read = lastRead.withLock { $0 }
    return read.source.stamp(after: read.stamp)
  }

  /// Loads the directory and publishes what it says, unless that is live already.
  ///
  /// - Throws: all problems; what was live is live still.
  func load(limits: Limits, quotas: AccountQuotas) throws(LoadFailure) -> Outcome {
    let contents = try read(ImportRules(limits: limits, quotas: quotas))
    let hash = EntityLoader.hash(of: contents)
    let before = live.withLock { $0 }
    guard hash != before.contentsHash else { return .unchanged }
    ThreadPriority.rest()
    let revision = before.revision + 1
    try publish(contents, revision: revision, limits: limits)
    live.withLock { $0 = Live(revision: revision, contentsHash: hash) }
    return .published(LoadSummary(revision: revision, contents: contents))
  }

  /// Takes the directory through a store in memory, the way that a durable store goes too.
  ///
  /// The thread rests between the steps. Those of a small account take four milliseconds together,
  /// and a request that waits for all of them is among the slowest of a thousand.
  private func read(_ rules: ImportRules) throws(LoadFailure) -> AccountContents {
    let source = DirectorySource(path: directory, limits: rules.limits)
    let loaded = source.load()
    lastRead.withLock { $0 = Read(source: source, stamp: loaded.stamp) }
    ThreadPriority.rest()
    let store: EntityStore
    do throws(StoreError) {
      store = try EntityStore(at: .memory)
    } catch {
      throw LoadFailure(error, directory: directory)
    }
    do throws(ImportError) {
      _ = try AccountImport(rules: rules)
        .importContents(loaded, into: store, betweenSteps: ThreadPriority.rest)
    } catch {
      throw LoadFailure(error, directory: directory)
    }
    ThreadPriority.rest()
    do throws(StoreError) {
      return try store.readContents().contents
    } catch {
      throw LoadFailure(error, directory: directory)
    }
  }

  private func publish(
    _ contents: AccountContents,
    revision: UInt64,
    limits: Limits
  ) throws(LoadFailure) {
    do throws(LoadError) {
      try decisionPoint.publish(contents, revision: revision, limits: limits)
    } catch {
      throw LoadFailure(error, directory: directory)
    }
  }

  /// Two contents with the same hash are the same but for a chance of one in 2⁶⁴; kept instead of
  /// the contents, which would be in memory twice.
  private static func hash(of contents: AccountContents) -> Int {
    var hasher = Hasher()
    hasher.combine(contents.accounts)
    hasher.combine(contents.users)
    hasher.combine(contents.groups)
    hasher.combine(contents.roles)
    hasher.combine(contents.policies)
    hasher.combine(contents.resourcePolicies)
    hasher.combine(contents.organizations)
    hasher.combine(contents.instanceProfiles)
    hasher.combine(contents.services)
    return hasher.finalize()
  }
}
