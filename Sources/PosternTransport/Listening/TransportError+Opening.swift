import Glibc
import NIOCore
import NIOPosix

extension TransportError {
  /// Says why an address could not be opened, in the words of this room.
  init(_ error: any Error, openingAt address: ListenAddress) {
    self.init(
      code: TransportError.code(of: error),
      subject: address.description,
      message: TransportError.message(of: error, openingAt: address)
    )
  }

  private static func code(of error: any Error) -> Code {
    switch error {
    case let error as IOError where error.errnoCode == EADDRINUSE: .addressInUse
    case let error as IOError where error.errnoCode == EADDRNOTAVAIL: .addressInvalid
    case is SocketAddressError: .addressInvalid
    case let error as IOError where error.errnoCode == ENOTSOCK: .pathOccupied
    case let error as IOError where error.errnoCode == EPROTOTYPE: .pathOccupied
    default: .refused
    }
  }

  private static func message(of error: any Error, openingAt address: ListenAddress) -> String {
    switch code(of: error) {
    case .addressInUse: "another process answers on `\(address)`"
    case .addressInvalid: "the address `\(address)` does not exist on this machine"
    case .pathOccupied where (error as? IOError)?.errnoCode == EPROTOTYPE:
      "the path of `\(address)` is taken by a socket of another kind, such as one for datagrams"
    case .pathOccupied: "the path of `\(address)` is taken by something that is not a socket"
    case .certificateRefused, .refused: "cannot listen on `\(address)`: \(reason(for: error))"
    }
  }

  private static func reason(for error: any Error) -> String {
    switch (error as? IOError)?.errnoCode {
    case ENOENT, ENOTDIR: "the folder of the socket does not exist"
    case EACCES, EPERM: "this process has no permission to"
    default: "\(error)"
    }
  }
}
