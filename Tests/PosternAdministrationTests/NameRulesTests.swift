import PosternAdministration
import Testing

@Suite("Names, paths and tags")
struct NameRulesTests {
  @Test(
    "takes names of letters, digits and a few signs",
    arguments: ["a", "Zoe.Smith", "a_b+c=d,e.f@g-h", String(repeating: "x", count: 64)]
  )
  func takesNames(name: String) {
    #expect(NameRules.isName(name, countMax: 64))
  }

  @Test(
    "rejects all other names",
    arguments: ["", "a b", "a/b", "é", "a:b", "a*", String(repeating: "x", count: 65), "a\u{0}"]
  )
  func rejectsNames(name: String) {
    #expect(!NameRules.isName(name, countMax: 64))
  }

  @Test("takes paths", arguments: ["/", "/a/", "/a/b/", "/!~/", "/a//b/"])
  func takesPaths(path: String) {
    #expect(NameRules.isPath(path))
  }

  @Test(
    "rejects other paths",
    arguments: ["", "a", "/a", "a/", "//", "/a b/", "/é/", "/\u{7F}/", "/\u{0}/"]
  )
  func rejectsPaths(path: String) {
    #expect(!NameRules.isPath(path))
  }

  @Test("a path has at most 512 characters")
  func boundsPaths() {
    #expect(NameRules.isPath("/" + String(repeating: "a", count: 510) + "/"))
    #expect(!NameRules.isPath("/" + String(repeating: "a", count: 511) + "/"))
  }

  @Test("the path of a policy is made of names")
  func policyPaths() {
    for path in ["/", "/a/", "/a/b/", "/a_b+c=d,e.f@g-h/"] {
      #expect(NameRules.isPolicyPath(path), "\(path)")
    }
    for path in ["", "//", "/a//b/", "/!/", "/a", "/a:b/"] {
      #expect(!NameRules.isPolicyPath(path), "\(path)")
    }
  }

  @Test("takes aliases", arguments: ["abc", "a-b", "a1-b2-c3", String(repeating: "a", count: 63)])
  func takesAliases(alias: String) {
    #expect(NameRules.isAlias(alias))
  }

  @Test(
    "rejects other aliases",
    arguments: [
      "", "ab", "-ab", "ab-", "a--b", "ABC", "a_b", "111122223333",
      String(repeating: "a", count: 64),
    ]
  )
  func rejectsAliases(alias: String) {
    #expect(!NameRules.isAlias(alias))
  }

  @Test("tags take letters of any script, digits, spaces and a few signs")
  func tags() {
    for key in ["a", "Kostenstelle Ä", "名前", "a_.:/=+-@1", String(repeating: "é", count: 128)] {
      #expect(NameRules.isTagKey(key), "\(key)")
    }
    for key in ["", "a*", "a\n", "a,b", "😀", String(repeating: "a", count: 129)] {
      #expect(!NameRules.isTagKey(key), "\(key)")
    }
    #expect(NameRules.isTagValue(""))
    #expect(NameRules.isTagValue(String(repeating: "a", count: 256)))
    #expect(!NameRules.isTagValue(String(repeating: "a", count: 257)))
  }

  @Test("a derived unique id is the same each time, other for another ARN, and has the right form")
  func uniqueIDs() {
    let bob = UniqueID.derived(from: "arn:aws:iam::111122223333:user/bob", prefix: .user)
    #expect(bob == UniqueID.derived(from: "arn:aws:iam::111122223333:user/bob", prefix: .user))
    #expect(bob != UniqueID.derived(from: "arn:aws:iam::111122223333:user/eve", prefix: .user))
    #expect(bob.hasPrefix("AIDA"))
    #expect(bob.count == 21)
    #expect(bob.dropFirst(4).allSatisfy { ("A"..."Z").contains($0) || ("2"..."7").contains($0) })
    #expect(NameRules.isUniqueID(bob))
  }
}
