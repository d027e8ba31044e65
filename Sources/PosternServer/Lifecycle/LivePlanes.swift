import NIOCore
import PosternAPI
import Synchronization

/// The planes of all event loops, so that each can be told on its own loop that options have
/// changed.
final class LivePlanes: Sendable {
  private struct Member: Sendable {
    let plane: NIOLoopBound<DecisionPlane>
    let loop: any EventLoop
  }

  private let members = Mutex<[Member]>([])

  /// Takes a plane; called on its loop.
  func add(_ plane: DecisionPlane, on loop: any EventLoop) {
    let member = Member(plane: NIOLoopBound(plane, eventLoop: loop), loop: loop)
    members.withLock { $0.append(member) }
  }

  /// Has every plane answer by other options, from the next request of its loop on.
  func apply(_ options: ServerOptions) {
    for member in members.withLock({ $0 }) {
      member.loop.execute {
        member.plane.value.take(
          authzen: options.authzen,
          extAuthz: options.extAuthz,
          reflects: options.grpcReflection
        )
      }
    }
  }
}
