import Motion

/// A phrase written down: for every part of the body what it does when, as keys on tracks.
///
/// The words to write one are in the extensions: `step`, `weight`, `arms`, `look` and so on. Times are in counts;
/// tracks are in seconds, metres and radians.
struct Score: Sendable {
    /// Counts per minute.
    let tempo: Double

    /// Way the body faces, radians from +Z to +X, counting whole turns.
    var heading = Track(0.0)
    /// Whole turns on one foot, radians, on top of ``heading``.
    var spin = Track(0.0)
    /// The foot that turns with ``spin``.
    var axis = Side.left
    /// Place on the floor over which the weight of the body is brought; y is not used.
    var balance = Track(SIMD3<Float>.zero)
    /// Share of the weight on the right foot, 0 to 1.
    var bearing = Track(0.5)
    /// Height of the whole body over its stand on the floor, feet included: a jump, m.
    var flight = Track(0.0)
    /// Place of the hips where they are put somewhere (on the floor, say) instead of carried by the legs.
    var seat = Track(SIMD3<Float>(0, 0.95, 0))
    /// How far ``seat`` rules, 0 to 1.
    var seated = Track(0.0)

    /// Tilt of the pelvis against the way the body faces.
    var pelvis = Track(Quaternion.identity)
    /// Bend of the whole spine from pelvis to chest.
    var torso = Track(Quaternion.identity)
    /// Rise of the chest with the breath, −1 to 1, beyond the breath that never stops.
    var breath = Track(0.0)

    /// Way of the eyes on the stage: yaw to the left, rise, tilt to the left shoulder, radians.
    var gaze = Track(SIMD3<Float>.zero)
    /// How far the eyes follow each hand, 0 to 1.
    var following = Both(Track(0.0))
    /// How far the head goes with the chest instead of keeping its way on the stage, 0 to 1.
    var yielding = Track(0.0)

    /// How each arm is held.
    var arms = Both(Track(ArmPose.brasBas))
    /// Place in the world of each wrist where it is put on something.
    var props = Both(Track(SIMD3<Float>.zero))
    /// How far ``props`` rule, 0 to 1.
    var propped = Both(Track(0.0))

    /// Where each foot stands.
    var feet = Both(Track(Footing.flat(0, 0, facing: 0)))
    /// Bend of each knee while it bears weight, radians from straight.
    var bends = Both(Track(Score.ease))
    /// Way of each knee where it does not go over the toes: a direction against the way the body faces, thought
    /// for the left leg.
    var knees = Both(Track(SIMD3<Float>(0, 0, 1)))
    /// How far ``knees`` rule, 0 to 1.
    var kneesTold = Both(Track(0.0))
    /// How each leg is held while it is free.
    var gestures = Both(Track(LegPose.toward(90, height: 0)))
    /// How far each leg is free of the floor, 0 to 1.
    var freedom = Both(Track(0.0))

    /// Height over which the hips give way to a leg that is at its full length, m: little where knees are to be
    /// straight, more where the body travels.
    var give: Float = 0.002

    /// Bend of a knee that stands straight without being locked, radians.
    static let ease = 5.0.degrees

    /// Starts an empty page.
    init(tempo: Double) { self.tempo = tempo }

    /// Seconds of a count.
    func seconds(_ count: Double) -> Double { count * 60 / tempo }
}

extension Score {
    /// Writes a key on a track.
    mutating func write<Value: Animatable>(
        _ value: Value, on track: WritableKeyPath<Score, Track<Value>>, _ when: When
    ) {
        if let from = when.from { self[keyPath: track].hold(until: seconds(from)) }
        self[keyPath: track].add(value, at: seconds(when.to), ease: when.ease)
    }

    /// Where a foot stands after what is written so far.
    func footing(_ side: Side) -> Footing { feet[side].last.value }
}
