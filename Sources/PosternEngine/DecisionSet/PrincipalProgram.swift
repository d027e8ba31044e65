/// A principal test in a decision set: what the element names, one cell for each entry.
///
///     u8 is negated │ u32 count │ Cell, so many
///
///     a cell:  u8 form │ { u32 place, u32 length } of each of four texts
struct PrincipalProgram: BitwiseCopyable {
  /// What an entry names.
  enum Form: UInt8 {
    case everyone
    case account
    case role
    case session
    case roleID
    case userID
    case arn
    case service
    case provider
    case nobody
  }

  /// One entry.
  ///
  /// A role has partition, account and name, a session its own name behind them.
  struct Cell: BitwiseCopyable {
    static let size = 1 + textCount * 8

    fileprivate let heap: ByteSlice
    fileprivate let place: Int

    var form: Form? { Form(rawValue: heap[place]) }
    var first: ByteSlice { text(0) }
    var second: ByteSlice { text(1) }
    var third: ByteSlice { text(2) }
    var fourth: ByteSlice { text(3) }

    private func text(_ index: Int) -> ByteSlice {
      let cell = place &+ 1 &+ index &* 8
      return heap.slice(
        Int(heap.load(at: cell, as: UInt32.self)),
        Int(heap.load(at: cell &+ 4, as: UInt32.self))
      )
    }
  }

  /// How many texts a cell has.
  static let textCount = 4

  private let heap: ByteSlice
  private let place: Int

  /// The test at `place`.
  init(_ heap: ByteSlice, at place: Int) {
    self.heap = heap
    self.place = place
  }

  var isNegated: Bool { heap[place] != 0 }
  /// How many cells there are.
  var count: Int { Int(heap.load(at: place &+ 1, as: UInt32.self)) }

  /// The cell with this number.
  subscript(index: Int) -> Cell { Cell(heap: heap, place: place &+ 5 &+ index &* Cell.size) }
}

extension PrincipalProgram {
  /// The form and the texts of what a policy names.
  static func parts(of principal: CompiledPrincipal) -> (form: Form, texts: [[UInt8]]) {
    switch principal {
    case .everyone: (.everyone, [])
    case .account(let id): (.account, [id])
    case .role(let partition, let account, let name): (.role, [partition, account, name])
    case .session(let partition, let account, let role, let session):
      (.session, [partition, account, role, session])
    case .roleID(let id): (.roleID, [id])
    case .userID(let id): (.userID, [id])
    case .arn(let arn): (.arn, [arn])
    case .service(let name): (.service, [name])
    case .provider(let name): (.provider, [name])
    case .nobody: (.nobody, [])
    }
  }
}
