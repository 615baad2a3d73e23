import Motion
import Testing

@Suite("Edits of order and place")
struct OrderTests {
    let phrase = Phrases.swaying()

    @Test("a stretch is the phrase's own frames")
    func trim() {
        let part = phrase.trimmed(to: 30..<90)
        #expect(part.clip == phrase.frames(30..<90))
        #expect(part.keepsItsWord(about: [phrase]))
        #expect(part.carriedRotations == 60 * 22)
    }

    @Test("backward twice is the phrase, bit for bit")
    func reverse() {
        let back = phrase.reversedInTime()
        #expect(back.keepsItsWord(about: [phrase]))
        #expect(back.clip.rootTranslations[0] == phrase.rootTranslations[239])
        #expect(back.clip.reversedInTime().clip == phrase)
    }

    @Test(
        "a phrase cut in two and joined is the phrase, whichever way it is joined",
        arguments: [1, 60, 119, 200])
    func cutAndJoin(cut: Int) {
        let parts = [phrase.frames(0..<cut), phrase.frames(cut..<240)]
        let hard = EditedClip.joining(parts, plan: .canonical, seam: .cut)
        #expect(hard.clip == phrase)
        #expect(hard.carriedRotations == 240 * 22)
        guard cut > 3 else { return }
        let soft = EditedClip.joining(parts, plan: .canonical, seam: Seam(seconds: 0.4, isPlacing: true))
        #expect(soft.clip == phrase)
    }

    @Test("the next phrase starts where and facing as the last one ended, and is itself after the seam")
    func join() {
        let other = Phrases.swaying(seed: 5).placed(by: FloorTransform(yaw: 2, shift: [3, 0, -7])).clip
        let joined = EditedClip.joining(
            [phrase, other], plan: .canonical, seam: Seam(seconds: 0.4, isPlacing: true))
        #expect(joined.keepsItsWord(about: [phrase, other]))
        #expect(joined.clip.frames(0..<240) == phrase)
        // Nothing jumps: no joint goes further in a frame at the seam than the two phrases' speeds explain.
        let places = joined.clip.positions()
        for joint in 0..<22 {
            #expect((places[240][joint] - places[239][joint]).length < 0.08)
        }
        // All but the root is carried once the seam is over.
        for joint in 1..<22 { #expect(joined.clip[240 + 24, joint] == other[24, joint]) }
        let heading = joined.clip.floorPlace(plan: .canonical, frame: 240).heading
        #expect(abs(heading - phrase.floorPlace(plan: .canonical, frame: 239).heading) < 0.05)
    }

    @Test("turned and moved, only the root changes, and not its height")
    func place() {
        let move = FloorTransform(turning: 1.2, about: [1, 0, 2], to: [0, 0, 0])
        let placed = phrase.placed(by: move)
        #expect(placed.keepsItsWord(about: [phrase]))
        #expect(placed.carriedRotations == 240 * 21)
        for frame in [0, 100, 239] {
            for joint in 1..<22 { #expect(placed.clip[frame, joint] == phrase[frame, joint]) }
            #expect(placed.clip.rootTranslations[frame].y == phrase.rootTranslations[frame].y)
        }
        #expect(Phrases.distance(placed.clip.placed(by: move.inverse).clip, phrase) < 1e-5)
    }

    @Test("moved without a turn, every rotation stays, the root's too")
    func shift() {
        let shifted = phrase.placed(by: FloorTransform(yaw: 0, shift: [1, 0, 0]))
        #expect(shifted.carriedRotations == 240 * 22)
        #expect(phrase.placed(by: FloorTransform(yaw: 0, shift: .zero)).clip == phrase)
    }

    @Test("edits of edits keep one account")
    func chain() {
        let back = phrase.reversedInTime()
        let again = EditedClip.joining([back.clip, phrase], plan: .canonical, seam: .cut)
        #expect(again.keepsItsWord(about: [back.clip, phrase]))
    }
}
