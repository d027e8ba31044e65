import PosternAPI
import PosternDecisionPoint
import PosternModel
import PosternTransport
import Testing

@Suite("Health")
struct HealthTests {
  private let point = DecisionPoint(limits: .standard)
  private let health: ServiceHealth
  private let plane: DiagnosticsPlane

  init() {
    health = ServiceHealth(version: "1.2.3", decisionPoint: point)
    plane = DiagnosticsPlane(health: health) { _ in }
  }

  private func get(_ target: String) -> Exchange {
    Exchange(plane, .get, target, contentType: nil)
  }

  @Test("a process without entities lives and is not ready")
  func empty() {
    #expect(get("/livez").body == #"{"live":true}"#)
    #expect(get("/startupz").status == 503)
    #expect(get("/readyz").status == 503)
    #expect(get("/readyz").body == #"{"ready":false,"revision":0}"#)
  }

  @Test("a live snapshot makes it ready, under both names")
  func ready() throws {
    try point.publish(Shop.contents(), revision: 17)
    health.note(LoadReport(problemCount: 0, firstProblem: nil, endedSeconds: 7))
    for target in ["/readyz", "/health"] {
      #expect(get(target).status == 200)
      #expect(get(target).body == #"{"ready":true,"revision":17}"#)
    }
    #expect(get("/startupz").status == 200)
    #expect(
      get("/readyz?verbose").body == #"""
        {"ready":true,"revision":17,"draining":false,"lastLoad":{"ok":true,"problems":0,\#
        "endedSeconds":7}}
        """#
    )
  }

  @Test("a bad load keeps it ready and is told")
  func badLoad() throws {
    try point.publish(Shop.contents(), revision: 17)
    health.note(
      LoadReport(problemCount: 2, firstProblem: "users.yaml:1:2: unknown kind", endedSeconds: 7)
    )
    let exchange = get("/readyz")
    #expect(exchange.status == 200)
    #expect(
      exchange.body == #"""
        {"ready":true,"revision":17,"lastLoad":{"ok":false,"problems":2,\#
        "first":"users.yaml:1:2: unknown kind","endedSeconds":7}}
        """#
    )
  }

  @Test("options that were refused keep it ready and are told, until others hold")
  func badOptions() throws {
    try point.publish(Shop.contents(), revision: 17)
    health.note(OptionsRefusal(problemCount: 1, firstProblem: "postern.yaml:1:2: unknown option"))
    let exchange = get("/readyz")
    #expect(exchange.status == 200)
    #expect(
      exchange.body == #"""
        {"ready":true,"revision":17,"options":{"ok":false,"problems":1,\#
        "first":"postern.yaml:1:2: unknown option"}}
        """#
    )
    health.note(OptionsRefusal?.none)
    #expect(get("/readyz").body == #"{"ready":true,"revision":17}"#)
  }

  @Test("a process on its way out lives, has started and is not ready")
  func draining() throws {
    try point.publish(Shop.contents(), revision: 17)
    health.beginDraining()
    #expect(get("/livez").status == 200)
    #expect(get("/startupz").status == 200)
    #expect(get("/readyz").status == 503)
    #expect(get("/readyz").body == #"{"ready":false,"revision":17,"draining":true}"#)
  }

  @Test("the version is told")
  func version() {
    #expect(get("/version").body == #"{"version":"1.2.3"}"#)
  }

  @Test("other paths, methods and queries are refused")
  func refused() {
    #expect(get("/v1/authorize").status == 404)
    #expect(get("/readyz?exclude=load").status == 400)
    let posted = Exchange(plane, .post, "/readyz")
    #expect(posted.status == 405)
    #expect(posted.allow == [MethodSet(.get), MethodSet(.head)])
    #expect(Exchange(plane, .head, "/livez").status == 200)
  }
}
