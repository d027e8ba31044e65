import Foundation
import PosternAdministration
import PosternModel
import PosternStore
import Testing

@Suite("The example account")
struct ExampleTests {
  @Test("the example loads into a store without a problem")
  func loads() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let rules = ImportRules(limits: .standard, quotas: .standard)
    let store = try EntityStore(at: .memory)
    let path = root.appendingPathComponent("deploy/examples/acme").path
    #expect(try AccountImport(rules: rules).importDirectory(path, into: store) == 1)
    let contents = try store.readContents().contents
    #expect(contents.accounts.map(\.alias) == ["acme", "parcels"])
    let bob = try #require(contents.users.first { $0.name == "bob" })
    #expect(bob.groups == ["Employees", "Developers", "Analysts"])
    #expect(contents.roles.map(\.sessionSecondsMax) == [7_200, 3_600])
    #expect(contents.instanceProfiles.map(\.role) == ["Checkout"])
    #expect(contents.services.map(\.prefix) == ["orders"])
    let refund = try #require(contents.policies.first { $0.name == "OrdersRefund" })
    #expect(refund.defaultVersionNumber == 2)
    #expect(refund.defaultVersion?.document.origin?.file == "policies/orders-refund.json")
  }
}
