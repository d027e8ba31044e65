import PosternAPI
import PosternModel
import PosternTransport
import Testing

/// Callers that are trusted may say what time it is; a text that is no time must not stop the
/// clock, or nothing would be denied any more by a date.
@Suite("The clock of a question")
struct ClockTests {
  /// A key that tells the time, a value in JSON, and whether it is one.
  struct Case: CustomTestStringConvertible, Sendable {
    let key: String
    let value: String
    /// Nil when it is no time; else whether it is before 2020.
    let isEarly: Bool?

    init(_ key: String, _ value: String, isEarly: Bool?) {
      (self.key, self.value, self.isEarly) = (key, value, isEarly)
    }

    var testDescription: String { "\(key) \(value)" }
  }

  static let cases = [
    Case("aws:CurrentTime", #""2019-06-01T00:00:00Z""#, isEarly: true),
    Case("aws:CurrentTime", "1546300800", isEarly: true),
    Case("AWS:currenttime", #""2025-06-27T18:03-07:00""#, isEarly: false),
    Case("aws:CurrentTime", #""garbage""#, isEarly: nil),
    Case("aws:CurrentTime", #""""#, isEarly: nil),
    Case("aws:CurrentTime", "true", isEarly: nil),
    Case("aws:CurrentTime", #""2019-02-30""#, isEarly: nil),
    Case("aws:CurrentTime", "1.5e9", isEarly: nil),
    Case("aws:CurrentTime", "-1", isEarly: nil),
    Case("aws:CurrentTime", "[]", isEarly: nil),
    Case("aws:CurrentTime", #"["2019-06-01T00:00:00Z"]"#, isEarly: nil),
    Case("aws:EpochTime", "1546300800", isEarly: true),
    Case("aws:EpochTime", #""+1546300800""#, isEarly: true),
    Case("aws:EpochTime", #""1750000000""#, isEarly: false),
    Case("aws:EpochTime", #""2019-06-01T00:00:00Z""#, isEarly: nil),
    Case("aws:EpochTime", "1546300800.5", isEarly: nil),
    Case("aws:EpochTime", #""-5""#, isEarly: nil),
    Case("aws:EpochTime", #""+""#, isEarly: nil),
    Case("aws:EpochTime", #""""#, isEarly: nil),
  ]

  /// Whoever comes after the beginning of 2020, by either clock, gets nothing.
  private static func plane(authzen: AuthZENMapping? = nil) throws -> DecisionPlane {
    func deny(_ condition: String) -> String {
      #"{"Effect":"Deny","Action":"*","Resource":"*","Condition":\#(condition)}"#
    }
    let statements = [
      deny(#"{"DateGreaterThan":{"aws:CurrentTime":"2020-01-01"},"Null":{"x:e":"true"}}"#),
      deny(#"{"NumericGreaterThan":{"aws:EpochTime":"1577836800"},"Null":{"x:e":"false"}}"#),
    ]
    return try Shop.plane(
      authzen: authzen,
      trustsContext: true,
      denial: #"{"Version":"2012-10-17","Statement":[\#(statements.joined(separator: ","))]}"#
    )
  }

  /// Says which of the two clocks the policies look at.
  private static func choice(_ key: String) -> String {
    key == "aws:EpochTime" ? #""x:e":"1","# : ""
  }

  @Test("is what a trusted caller says, and what is no time is refused", arguments: cases)
  func trusted(item: Case) throws {
    let plane = try Self.plane()
    func ask(_ value: String) -> Exchange {
      let context = #"{\#(Self.choice(item.key))"\#(item.key)":\#(value)}"#
      let extra = #","context":\#(context),"explain":"none""#
      return Exchange.authorize(plane, Shop.question(action: "orders:GetOrder", extra: extra))
    }
    // What was said last must not be taken for what is said now.
    for _ in 0..<2 {
      #expect(ask("1546300800").body.hasPrefix(#"{"decision":"allow""#))
      let answer = ask(item.value)
      if let isEarly = item.isEarly {
        let decision = isEarly ? "allow" : "deny"
        #expect(answer.body.hasPrefix(#"{"decision":"\#(decision)""#))
      } else {
        #expect(answer.status == 400)
        #expect(answer.body.contains(#""code":"invalidContext""#))
        #expect(answer.body.contains(#""pointer":"/context/\#(item.key)""#))
      }
    }
  }

  @Test("runs on where a member of AuthZEN that stands for it is no time", arguments: cases)
  func mapped(item: Case) throws {
    var mapping = Shop.mapping
    mapping.contextKeys = [
      .init(member: "time", key: item.key), .init(member: "epoch", key: "x:e"),
    ]
    let plane = try Self.plane(authzen: mapping)
    let epoch = item.key == "aws:EpochTime" ? #""epoch":1,"# : ""
    let answer = Exchange(
      plane,
      .post,
      "/access/v1/evaluation",
      body: Shop.evaluation(context: #"{\#(epoch)"time":\#(item.value)}"#)
    )
    #expect(answer.status == 200)
    #expect(answer.body == #"{"decision":\#(item.isEarly ?? false)}"#)
  }

  @Test(
    "is not stopped by what is left out, in objects, or in other members",
    arguments: [
      "{}", #"{"time":null}"#, #"{"time":{}}"#, #"{"time":{"a":"2019-01-01"}}"#,
      #"{"Time":"2019-01-01"}"#, #"{"a":{"time":"2019-01-01"}}"#,
      #"{"aws:CurrentTime":"2019-01-01"}"#,
    ]
  )
  func running(context: String) throws {
    var mapping = Shop.mapping
    mapping.contextKeys = [.init(member: "time", key: "aws:CurrentTime")]
    let plane = try Self.plane(authzen: mapping)
    let body = Shop.evaluation(context: context)
    let answer = Exchange(plane, .post, "/access/v1/evaluation", body: body)
    #expect(answer.body == #"{"decision":false}"#)
  }
}
