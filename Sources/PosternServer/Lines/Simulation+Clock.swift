package import PosternAPI
package import PosternModel

extension Simulation {
  /// Creates a simulation with the clock of this machine.
  package init(limits: Limits) {
    self.init(limits: limits, secondsSinceEpoch: WallClock.seconds)
  }
}
