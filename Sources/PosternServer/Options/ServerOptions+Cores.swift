import NIOCore

extension ServerOptions {
  /// How many cores this process may use: those of the machine, or fewer when its control group
  /// says so.
  package static var coreCount: Int { max(1, System.coreCount) }
}
