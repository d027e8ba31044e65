/// Tests the `Principal` or `NotPrincipal` of a statement against the caller (sections 2.4 and
/// 2.5).
struct PrincipalTest {
  private let heap: ByteSlice
  private let caller: Caller

  /// A test of programs in `heap`.
  init(heap: ByteSlice, caller: Caller) {
    self.heap = heap
    self.caller = caller
  }

  /// How the program at `place` means the caller; empty when the statement is not about it.
  ///
  /// - Complexity: O(n) in the entries.
  func strength(at place: Int) -> Strength {
    let program = PrincipalProgram(heap, at: place)
    var strengths: Strength = []
    for index in 0..<program.count { strengths.formUnion(strength(of: program[index])) }
    guard program.isNegated else { return strengths }
    return isExempt(strengths) ? [] : .unnamed
  }

  /// Whether every link of the caller's chain is covered (M-40 to M-42); nobody with a boundary is
  /// (M-43).
  private func isExempt(_ covered: Strength) -> Bool {
    if caller.hasBoundary { return false }
    if covered.contains(.wildcard) { return true }
    switch CallerForm(rawValue: caller.form) {
    case .root, .service, .provider: return covered.contains(.direct)
    case .user, .federatedSession: return covered.contains([.account, .direct])
    case .roleSession: return covered.contains([.account, .viaRole, .direct])
    case .anonymous, nil: return false
    }
  }

  private func strength(of cell: PrincipalProgram.Cell) -> Strength {
    switch cell.form {
    case .everyone: return .wildcard
    case .service:
      return caller.form == CallerForm.service.rawValue && cell.first.equals(caller.text)
        ? .direct : []
    case .provider:
      return caller.form == CallerForm.provider.rawValue && cell.first.equals(caller.text)
        ? .direct : []
    case .nobody, nil: return []
    case .account, .role, .session, .roleID, .userID, .arn:
      // Callers outside accounts match no name of an account (M-31, M-35).
      return caller.isOfAccount ? strengthInAccount(of: cell) : []
    }
  }

  private func strengthInAccount(of cell: PrincipalProgram.Cell) -> Strength {
    let isSession = caller.form == CallerForm.roleSession.rawValue
    switch cell.form {
    case .account:
      guard cell.first.equals(caller.account) else { return [] }
      return caller.form == CallerForm.root.rawValue ? .direct : .account
    case .role:
      return isSession && isRole(cell) ? .viaRole : []
    case .session:
      return isSession && isRole(cell) && caller.session.count > 0
        && cell.fourth.equals(caller.session) ? .direct : []
    case .roleID:
      return isSession && caller.hasRoleID(cell.first) ? .viaRole : []
    case .userID:
      return caller.form == CallerForm.user.rawValue && caller.hasUniqueID(cell.first)
        ? .direct : []
    case .arn:
      if isSession { return [] }
      if caller.form == CallerForm.federatedSession.rawValue, cell.first.equals(caller.issuer) {
        return .viaUser
      }
      return cell.first.equals(caller.text) ? .direct : []
    case .everyone, .service, .provider, .nobody, nil: return []
    }
  }

  /// Partition, account and the role's name, which ignores case (M-32).
  private func isRole(_ cell: PrincipalProgram.Cell) -> Bool {
    cell.first.equals(caller.partition) && cell.second.equals(caller.account)
      && cell.third.equalsIgnoringCase(caller.name)
  }
}
