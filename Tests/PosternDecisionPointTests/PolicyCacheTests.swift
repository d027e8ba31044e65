import PosternDecisionPoint
import PosternModel
import PosternPolicy
import Testing

@Suite("The cache of policies that are brought along")
struct PolicyCacheTests {
  private let limits: Limits = {
    var limits = Limits.standard
    limits.cachedPolicyCountMaxPerOwner = 4
    limits.cachedPolicyByteCountMaxPerOwner = 600
    limits.cachedPolicyByteCountMax = 1_500
    return limits
  }()

  private func read(
    _ text: String,
    by owner: String,
    in cache: PolicyCache
  ) throws -> SessionPolicy {
    try cache.policy(text, kind: .session, reading: .strict, owner: owner)
  }

  @Test("reads a text once, whoever brings it")
  func hit() throws {
    let cache = PolicyCache(limits: limits)
    let first = try read(Shop.allowing("orders:Get"), by: "alice", in: cache)
    let second = try read(Shop.allowing("orders:Get"), by: "alice", in: cache)
    let third = try read(Shop.allowing("orders:Get"), by: "bob", in: cache)
    #expect(first === second)
    #expect(first === third)
    #expect(cache.statistics.readCount == 1)
    #expect(cache.statistics.hitCount == 2)
    #expect(cache.statistics.byteCount == 2 * first.byteCount)
  }

  @Test("tells a text apart that is read in another way")
  func readings() throws {
    let cache = PolicyCache(limits: limits)
    let text = Shop.allowing("orders:Get")
    let strict = try cache.policy(text, kind: .session, reading: .strict, owner: "alice")
    let lenient = try cache.policy(text, kind: .session, reading: .lenient, owner: "alice")
    let inline = try cache.policy(text, kind: .inline, reading: .strict, owner: "alice")
    #expect(strict !== lenient)
    #expect(strict !== inline)
  }

  @Test("keeps no refusal")
  func refusals() {
    let cache = PolicyCache(limits: limits)
    for _ in 0..<2 {
      #expect(throws: PolicyError.self) { try read("{}", by: "alice", in: cache) }
    }
    #expect(cache.statistics.readCount == 0)
    #expect(cache.statistics.byteCount == 0)
  }

  @Test("lets an owner displace nothing but its own")
  func share() throws {
    let cache = PolicyCache(limits: limits)
    let kept = try read(Shop.allowing("orders:Kept"), by: "alice", in: cache)
    for number in 0..<1_000 {
      _ = try read(Shop.allowing("orders:Verb\(number)"), by: "mallory", in: cache)
      #expect(cache.statistics.byteCount <= 600 + kept.byteCount)
    }
    let again = try read(Shop.allowing("orders:Kept"), by: "alice", in: cache)
    #expect(kept === again)
    #expect(cache.statistics.displacedCount == 996)
  }

  @Test("takes room from the largest owner when all owners together have too much")
  func largest() throws {
    let cache = PolicyCache(limits: limits)
    let kept = try read(Shop.allowing("orders:Kept"), by: "alice", in: cache)
    for owner in 0..<20 {
      for number in 0..<4 {
        _ = try read(Shop.allowing("orders:Verb\(owner)x\(number)"), by: "m\(owner)", in: cache)
        #expect(cache.statistics.byteCount <= limits.cachedPolicyByteCountMax)
      }
    }
    #expect(cache.statistics.displacedCount > 0)
    #expect(try read(Shop.allowing("orders:Kept"), by: "alice", in: cache) === kept)
  }

  @Test("answers for a policy that is larger than a share, and does not keep it")
  func large() throws {
    let cache = PolicyCache(limits: limits)
    let name = String(repeating: "x", count: 700)
    let first = try read(Shop.allowing("orders:\(name)"), by: "alice", in: cache)
    #expect(first.byteCount > 600)
    #expect(cache.statistics.byteCount == 0)
    #expect(try read(Shop.allowing("orders:\(name)"), by: "alice", in: cache) !== first)
  }
}
