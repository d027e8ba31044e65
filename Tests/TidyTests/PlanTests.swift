import Foundation
import Testing

@Suite("The plan of the house")
struct PlanTests {
  @Test("a room knows only rooms that lie lower", arguments: Room.plan.map { $0.name })
  func importsGoDown(name: String) throws {
    let room = try #require(Room.named(name))
    for other in room.mayImport.compactMap(Room.named) {
      #expect(other.level < room.level, "`\(room.name)` lies below `\(other.name)`")
    }
  }

  @Test("an upward, an undeclared and an unused dependency are found")
  func findsStrays() throws {
    let json = """
      {"targets": [
        {"name": "PosternEngine", "type": "regular", "settings": [],
         "dependencies": [
           {"byName": ["PosternCompiler", null]}, {"product": ["PosternModel", "a", null]}]},
        {"name": "PosternCellar", "type": "regular", "settings": [], "dependencies": []}]}
      """
    let graph = try PackageGraph(json: Data(json.utf8))
    let advice = graph.straysFromThePlan().map(\.advice).joined(separator: "; ")
    #expect(advice.contains("`PosternEngine` must not depend on `PosternCompiler`"))
    #expect(advice.contains("write the room `PosternCellar` into the plan"))
    #expect(!advice.contains("PosternModel"))
  }
}
