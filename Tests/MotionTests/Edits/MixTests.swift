import Motion
import RealModule
import Testing

@Suite("Edits of two phrases")
struct MixTests {
    let phrase = Phrases.swaying()
    let other = Phrases.swaying(seed: 4).placed(by: FloorTransform(yaw: 1, shift: [2, 0, 2])).clip

    @Test("a blend of nothing is the phrase, of all the other from the same place")
    func ends() {
        #expect(phrase.blended(with: other, weight: 0, plan: .canonical).clip == phrase)
        let all = phrase.blended(with: other, weight: 1, plan: .canonical).clip
        let (start, theirs) = (
            phrase.floorPlace(plan: .canonical, frame: 0), other.floorPlace(plan: .canonical, frame: 0)
        )
        let here = other.placed(
            by: FloorTransform(
                turning: start.heading - theirs.heading, about: theirs.place, to: start.place)
        ).clip
        #expect(all.frameCount == here.frameCount)
        #expect(Phrases.distance(all, here) < 2e-3)
    }

    @Test("a phrase blended with itself, slower and elsewhere, is itself at a pace between")
    func itself() {
        let slow = phrase.warped(by: 1.5).clip.placed(by: FloorTransform(yaw: 2, shift: [5, 0, 1])).clip
        let half = phrase.blended(with: slow, weight: 0.5, plan: .canonical).clip
        #expect(abs(half.frameCount - 300) <= 2)
        let wanted = phrase.warped(toFrames: half.frameCount).clip
        // The pairing is of poses 15 times a second: within a few centimetres of perfect.
        #expect(Phrases.distance(half, wanted) < 0.06)
    }

    @Test("arms of one on the legs of another, each to the bit")
    func arms() {
        let arms = Set(14...21)
        let merged = phrase.merged(with: other, taking: arms, border: .sensible, plan: .canonical)
        #expect(merged.keepsItsWord(about: [phrase, other]))
        #expect(merged.carriedRotations == 240 * 22)
        for joint in 0..<22 {
            #expect(merged.clip[50, joint] == (arms.contains(joint) ? other : phrase)[50, joint])
        }
    }

    @Test("a trunk on other legs keeps its direction in space")
    func trunk() {
        let trunk = Set(9...21)
        let merged = phrase.merged(with: other, taking: trunk, border: .sensible, plan: .canonical)
        #expect(merged.keepsItsWord(about: [phrase, other]))
        #expect(merged.carriedRotations == 240 * 21)
        for frame in [0, 99, 239] {
            let (own, theirs) = (merged.clip.pose(at: frame), other.pose(at: frame))
            func lean(_ pose: Pose) -> Float { pose.rotations[9].act([0, 1, 0]).y }
            #expect(abs(lean(own) - lean(theirs)) < 1e-4)
        }
        let local = phrase.merged(with: other, taking: trunk, border: .local, plan: .canonical)
        #expect(local.carriedRotations == 240 * 22)
    }

    @Test("where the other is shorter its last pose is held")
    func shorter() {
        let merged = phrase.merged(
            with: other.frames(0..<100), taking: [12, 13], border: .local, plan: .canonical)
        #expect(merged.keepsItsWord(about: [phrase, other]))
        #expect(merged.clip[200, 13] == other[99, 13])
    }

    @Test("in step with itself danced at another pace, a phrase is itself")
    func inStep() {
        let slow = phrase.warped(by: 1.4).clip
        let again = slow.inStep(with: phrase, plan: .canonical).clip
        #expect(again.frameCount == 240)
        #expect(Phrases.distance(again, phrase) < 0.08)
    }

    @Test("a canon: each dancer later, in a place of their own, else the phrase to the bit")
    func canon() {
        let group = phrase.canon(dancers: 4, delay: 30, formation: .circle(2), plan: .canonical)
        #expect(group.count == 4)
        for (number, dancer) in group.enumerated() {
            #expect(dancer.keepsItsWord(about: [phrase]))
            #expect(dancer.clip.frameCount == 240 + 90)
            for joint in 1..<22 { #expect(dancer.clip[30 * number + 17, joint] == phrase[17, joint]) }
            #expect(dancer.clip[0, 5] == phrase[0, 5] && dancer.clip[329, 5] == phrase[239, 5])
        }
        // Opposite dancers are a diameter apart, and face each other.
        let (first, third) = (
            group[0].clip.floorPlace(plan: .canonical, frame: 0),
            group[2].clip.floorPlace(plan: .canonical, frame: 0)
        )
        #expect(abs((first.place - third.place).length - 4) < 1e-4)
        let line = phrase.canon(dancers: 3, delay: 0, formation: .line(1.5), plan: .canonical)
        #expect(abs((line[2].clip.rootTranslations[9] - phrase.rootTranslations[9]).length - 3) < 1e-4)
        #expect(line[2].carriedRotations == 240 * 22)
    }

    @Test("an accumulation gathers its phrases")
    func accumulation() {
        let parts = [phrase.frames(0..<60), other.frames(0..<60), phrase.frames(100..<160)]
        let stages = EditedClip.accumulating(parts, plan: .canonical, seam: .cut)
        #expect(stages.map(\.clip.frameCount) == [60, 120, 180])
        let whole = EditedClip.accumulated(parts, plan: .canonical, seam: Seam(seconds: 0.3, isPlacing: true))
        #expect(whole.clip.frameCount == 360)
        #expect(whole.keepsItsWord(about: parts))
        #expect(whole.clip[359, 4] == parts[2][59, 4])
    }
}
