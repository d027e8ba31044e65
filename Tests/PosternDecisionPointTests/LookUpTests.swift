import PosternDecisionPoint
import PosternEngine
import PosternModel
import Testing

/// What an event loop remembers of names must never change an answer.
@Suite("Names that a loop was asked about before")
struct LookUpTests {
  private let point = DecisionPoint(limits: .standard)
  private let authorizer: Authorizer

  init() throws {
    let policy = #"""
      {"Version": "2012-10-17",
        "Statement": {"Effect": "Allow", "Action": "orders:Get*", "Resource": "*",
          "Condition": {"StringEquals": {"orders:Colour": "blue"}}}}
      """#
    try point.publish(Shop.contents(policy), revision: 1)
    authorizer = Authorizer(
      decisionPoint: point,
      trustsContext: false,
      secondsSinceEpoch: { 1_700_000_000 }
    )
    authorizer.refresh()
  }

  private func fault(_ keys: [String]) -> RequestFault? {
    var request = Shop.question(action: "orders:GetOrder")
    for key in keys { request.addContext(key, "x") }
    do throws(RequestFault) {
      _ = try authorizer.authorize(request)
      return nil
    } catch {
      return error
    }
  }

  private func isAllowed(_ action: String, _ context: [(String, String)]) throws -> Bool {
    var request = Shop.question(action: action)
    for (key, value) in context { request.addContext(key, value) }
    return try authorizer.authorize(request).isAllowed
  }

  @Test("are the same however they are spelled, in any place, and the second time as the first")
  func spellings() throws {
    for _ in 0..<2 {
      #expect(try isAllowed("orders:GetOrder", [("orders:Colour", "blue")]))
      #expect(try isAllowed("ORDERS:getorder", [("x:y", "1"), ("ORDERS:COLOUR", "blue")]))
      #expect(try isAllowed("orders:GETORDER", [("orders:colour", "blue"), ("x:y", "1")]))
      #expect(try !isAllowed("orders:PutOrder", [("orders:Colour", "blue")]))
      #expect(try !isAllowed("orders:GetOrder", [("orders:Color", "blue")]))
      #expect(try !isAllowed("orders:GetOrder", [("orders:Colour", "red")]))
      #expect(try !isAllowed("orders:GetOrder", []))
    }
  }

  @Test(
    "are refused when they come twice, also those that no policy mentions (K-01)",
    arguments: [
      ["orders:Colour", "orders:colour"], ["orders:Size", "x:y", "ORDERS:size"],
      ["orders:size", "orders:Size"], ["orders:Größe", "orders:GRÖSSE", "orders:größe"],
      ["x:y", "x:y"],
    ]
  )
  func duplicates(keys: [String]) {
    for _ in 0..<2 {
      #expect(fault(keys) == RequestFault(.duplicateContextKey, entry: keys.count - 1))
      for key in keys { #expect(fault([key]) == nil) }
    }
  }

  @Test("are checked the second time as the first")
  func checks() {
    for _ in 0..<2 {
      #expect(fault(["x:y", ""]) == RequestFault(.badContextKey, entry: 1))
      #expect(fault(["aws:PrincipalArn"]) == RequestFault(.derivedContextKey, entry: 0))
      #expect(fault(["AWS:principalTAG/a"]) == RequestFault(.derivedContextKey, entry: 0))
      let long = String(repeating: "k", count: Limits.standard.textByteCountMax + 1)
      #expect(fault([long]) == RequestFault(.tooLarge, entry: 0))
    }
  }

  @Test("are forgotten when they are too many, and nothing else")
  func forgets() throws {
    for round in 0..<40 {
      let keys = (0..<250).map { "Invented:Key\(round)-\($0)" }
      #expect(fault(keys) == nil)
      #expect(fault(keys + ["invented:key\(round)-7"])?.code == .duplicateContextKey)
      for index in 0..<100 {
        #expect(try !isAllowed("orders:Invent\(round)-\(index)", [("orders:Colour", "blue")]))
      }
      #expect(try isAllowed("orders:GetOrder\(round)", [("Orders:Colour", "blue")]))
    }
  }

  @Test("that stood in the request before have the values of this one")
  func repeats() throws {
    for _ in 0..<2 {
      #expect(try isAllowed("orders:GetOrder", [("orders:Colour", "blue"), ("x:y", "1")]))
      #expect(try !isAllowed("orders:GetOrder", [("orders:Colour", "red"), ("x:y", "blue")]))
      #expect(try !isAllowed("orders:GetOrder", [("x:y", "blue"), ("orders:Colour", "red")]))
      #expect(try !isAllowed("orders:GetOrder", [("x:y", "blue")]))
      #expect(try isAllowed("orders:GetOrder", [("x:y", "red"), ("orders:Colour", "blue")]))
      #expect(fault(["orders:Colour", "orders:Colour"])?.code == .duplicateContextKey)
      #expect(fault(["orders:Colour", "orders:Colour"])?.code == .duplicateContextKey)
      #expect(try isAllowed("orders:GetOrder", [("orders:Colour", "blue")]))
      var request = Shop.question(action: "orders:GetOrder")
      request.addContext("orders:Colour", list: ["blue"])
      #expect(try !authorizer.authorize(request).isAllowed)
    }
  }

  @Test("are checked again when a caller is trusted less than the one before")
  func trust() throws {
    let snapshot = try #require(point.current)
    let evaluator = Evaluator(snapshot: snapshot.compiled, limits: .standard)
    var request = Shop.question(action: "orders:GetOrder")
    request.addContext("aws:PrincipalArn", "x")
    func fault(trustsContext: Bool) -> RequestFault? {
      do throws(RequestFault) {
        _ = try evaluator.decide(request, secondsSinceEpoch: 0, trustsContext: trustsContext)
        return nil
      } catch {
        return error
      }
    }
    for _ in 0..<2 {
      #expect(fault(trustsContext: true) == nil)
      #expect(fault(trustsContext: false) == RequestFault(.derivedContextKey, entry: 0))
    }
  }
}
