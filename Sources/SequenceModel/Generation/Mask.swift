import Diagnostics
public import Motion

/// What is known of the movement that follows a request's context: frame by frame, joint by joint.
///
/// One mask says it all. Nothing known is a continuation; frames known at the end make an in-between; joints known
/// throughout, a body part made anew; the phrase's own beginning known at the end closes a loop.
public struct Mask: Sendable, Equatable {
    /// The movement from the first frame after the context on, at least as long as the proposal.
    ///
    /// Canonical, 30 frames per second, in the context's own world. Where a joint is known its values count. Where it
    /// is not they say nothing, but for where the body roughly is, should nothing before it be known.
    public var movement: Clip
    /// Which feet are down in ``movement``.
    public var contacts: Contacts
    /// The joints that are known in each frame of ``movement``; a joint counts with its turn relative to its parent,
    /// the hips with their place.
    public var known: [JointSet]

    /// Creates a mask; contacts are labelled from the movement unless given.
    public init(movement: Clip, known: [JointSet], contacts: Contacts? = nil) {
        self.movement = movement
        self.known = known
        self.contacts = contacts ?? Contacts(of: movement)
    }

    /// Makes sure that a proposal of so many frames can be made around it.
    func validate(frames: Int) throws(Problem) {
        precondition(movement.skeleton == .canonical, "known movement on the canonical skeleton")
        precondition(movement.frameRate == 30, "known movement at 30 frames per second")
        precondition(
            known.count == movement.frameCount && contacts.labels.count == movement.frameCount,
            "joints and contacts for every frame")
        precondition(movement.frameCount >= frames, "known movement as long as the proposal")
        precondition(known[frames...].allSatisfy { $0 == .all }, "all of what follows the proposal")
        guard known[..<frames].contains(where: { $0 != .all }) else {
            throw Problem(
                "there is nothing to make", expected: "a part of the body, or a stretch, that is not kept",
                found: "everything kept", remedy: "keep less of the phrase")
        }
    }
}
