package import PosternAPI
import PosternModel

extension Simulation {
  /// A simulation with the ordinary bounds and the clock of this machine.
  package static func standard() -> Simulation {
    Simulation(limits: .standard, secondsSinceEpoch: WallClock.seconds)
  }
}
