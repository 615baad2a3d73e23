import ArgumentParser

/// `choreo edit`: a phrase changed as a choreographer thinks of it.
struct EditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change phrases: cut, join, mirror, turn back, slow down, mix, place",
        discussion: """
            What an edit does not touch stays as it is, digit for digit: how much that is, is told on stderr. Each \
            operation has examples of its own: choreo edit mirror --help. Documentation/Editing.md says what each does.

            Times are 2s, 48f (frames), 8c (counts, with --bpm) or 0:04.5.

            EXAMPLES
              choreo edit trim take.bvh 2s..6s -o part.bvh
              choreo edit join a.bvh b.bvh --seam 0.4s -o both.bvh
            """,
        subcommands: [
            EditTrim.self, EditJoin.self, EditMirror.self, EditReverse.self, EditWarp.self, EditRetime.self,
            EditLoop.self, EditBlend.self, EditMerge.self, EditPlace.self, EditCanon.self,
            EditAccumulate.self,
            EditSmooth.self, EditFeet.self,
        ])
}
