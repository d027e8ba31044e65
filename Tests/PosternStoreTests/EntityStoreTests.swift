import Foundation
import PosternModel
import PosternStore
import PosternText
import Testing

@Suite("Entity store")
struct EntityStoreTests {
  @Test("a fresh store is empty and has revision 0")
  func freshStore() throws {
    let store = try EntityStore(at: .memory)
    let (contents, revision) = try store.readContents()
    #expect(contents == AccountContents())
    #expect(revision == 0)
  }

  @Test("stores in memory share nothing")
  func separateStores() throws {
    let (one, other) = (try EntityStore(at: .memory), try EntityStore(at: .memory))
    _ = try one.replaceContents(SampleContents.everything())
    #expect(try other.readContents().contents == AccountContents())
    let third = try EntityStore(at: .memory)
    #expect(try third.readContents().contents == AccountContents())
    #expect(try third.readContents().revision == 0)
    #expect(try third.replaceContents(SampleContents.everything()) == 1)
    #expect(try third.readContents().contents == one.readContents().contents)
  }

  @Test("everything that is written is read back exactly, in its order")
  func roundTrip() throws {
    let store = try EntityStore(at: .memory)
    let written = try SampleContents.everything()
    #expect(try store.replaceContents(written) == 1)
    let (contents, revision) = try store.readContents()
    #expect(contents == written)
    #expect(revision == 1)
  }

  @Test("new contents replace the old ones wholly and move the revision on")
  func replacement() throws {
    let store = try EntityStore(at: .memory)
    _ = try store.replaceContents(SampleContents.everything())
    var smaller = AccountContents()
    smaller.accounts = [try SampleContents.account()]
    #expect(try store.replaceContents(smaller) == 2)
    #expect(try store.readContents().contents == smaller)
    #expect(try store.replaceContents(SampleContents.everything()) == 3)
    #expect(try store.readContents().contents == SampleContents.everything())
  }

  @Test("a refused write leaves contents and revision as they were")
  func refusedWrite() throws {
    let store = try EntityStore(at: .memory)
    let good = try SampleContents.everything()
    _ = try store.replaceContents(good)
    var bad = good
    bad.users.append(try SampleContents.user(name: "CAROL", uniqueID: "AIDA3", groups: []))
    bad.users.append(try SampleContents.user(name: "carol", uniqueID: "AIDA4", groups: []))
    #expect(throws: error(.duplicate)) { try store.replaceContents(bad) }
    let (contents, revision) = try store.readContents()
    #expect(contents == good)
    #expect(revision == 1)
  }

  @Test("names of one kind are unique in an account ignoring case, not across accounts or kinds")
  func uniqueNames() throws {
    let store = try EntityStore(at: .memory)
    var contents = AccountContents()
    contents.accounts = [
      try SampleContents.account(), try SampleContents.account("444455556666"),
    ]
    contents.users = [
      try SampleContents.user(name: "dana", uniqueID: "AIDA1", groups: []),
      try SampleContents.user(account: "444455556666", name: "Dana", uniqueID: "AIDA2", groups: []),
    ]
    contents.groups = [try SampleContents.group(name: "dana", uniqueID: "AGPA1")]
    _ = try store.replaceContents(contents)
    contents.groups.append(try SampleContents.group(name: "DANA", uniqueID: "AGPA2"))
    #expect(throws: error(.duplicate)) { try store.replaceContents(contents) }
  }

  @Test("a reference that leads nowhere is refused and named")
  func unknownReferences() throws {
    let store = try EntityStore(at: .memory)
    var contents = AccountContents()
    contents.accounts = [try SampleContents.account()]
    contents.users = [try SampleContents.user(name: "dana", uniqueID: "AIDA1", groups: ["Nobody"])]
    let failure = #expect(throws: StoreError.self) { try store.replaceContents(contents) }
    #expect(failure?.code == .unknownReference)
    #expect(failure?.subject == "dana")
    #expect(failure?.message == "there is no group `Nobody`")
  }

  @Test("an entity of an account that does not exist is refused by the database itself")
  func unknownAccount() throws {
    let store = try EntityStore(at: .memory)
    var contents = AccountContents()
    contents.users = [try SampleContents.user(name: "dana", uniqueID: "AIDA1", groups: [])]
    #expect(throws: error(.unknownReference)) { try store.replaceContents(contents) }
  }

  @Test("a default version that is not among the versions is refused")
  func missingDefaultVersion() throws {
    let store = try EntityStore(at: .memory)
    var contents = AccountContents()
    contents.accounts = [try SampleContents.account()]
    contents.policies = [try SampleContents.policy(name: "P", defaultVersionNumber: 9)]
    #expect(throws: error(.unknownReference)) { try store.replaceContents(contents) }
    #expect(try store.readContents().revision == 0)
  }

  @Test("text with quotes, NUL and characters beyond the first plane comes back unchanged")
  func hostileText() throws {
    let store = try EntityStore(at: .memory)
    var contents = AccountContents()
    contents.accounts = [try SampleContents.account()]
    let value = "'; DROP TABLE users; --\u{0}\u{1F512}"
    contents.users = [
      try SampleContents.user(
        name: "x'\"",
        uniqueID: "AIDA1",
        groups: [],
        tags: [PosternModel.Tag(key: "k", value: value)]
      )
    ]
    _ = try store.replaceContents(contents)
    #expect(try store.readContents().contents == contents)
  }

  private func error(_ code: StoreError.Code) -> StoreError {
    StoreError(code: code, subject: "", message: "")
  }
}
