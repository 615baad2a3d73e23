/// A value that can be carried along a curve: up to eight numbers that move together.
protocol Animatable: Sendable {
    /// The numbers.
    var lanes: SIMD8<Double> { get }
    /// Makes the value from the numbers of a point between keys.
    init(lanes: SIMD8<Double>)
    /// This value in the form that lies nearest to `previous`, where one value has several forms.
    func aligned(with previous: Self) -> Self
}

extension Animatable {
    func aligned(with previous: Self) -> Self { self }
}

/// A value over time, given by keys, with continuous acceleration in between and at the keys.
///
/// Between two keys each number follows the polynomial of fifth degree that leaves and arrives with the keys'
/// velocities and without acceleration. The velocity at a key is the limited mean of the slopes on both sides:
/// zero at the ends, beside a hold and where a number turns round, so that nothing overshoots its keys, and flowing
/// on where the movement goes on in the same sense.
///
/// Source of the limiter: Fritsch and Butland, "A method for constructing local monotone piecewise cubic
/// interpolants", SIAM J. Sci. Stat. Comput. 1984.
struct Track<Value: Animatable>: Sendable {
    /// A value at a time.
    struct Key: Sendable {
        /// Seconds.
        var time: Double
        /// The value there.
        var value: Value
        /// How the time since the key before is spent.
        var ease: Ease
    }

    /// Keys in order of time; never empty.
    private(set) var keys: [Key]

    /// Creates a track that stays at `value`.
    init(_ value: Value) {
        keys = [Key(time: 0, value: value, ease: .even)]
    }

    /// The value after the last key.
    var last: Key { keys[keys.count - 1] }

    /// Adds a key after the others; at the last one's time it takes its place.
    mutating func add(_ value: Value, at time: Double, ease: Ease = .even) {
        precondition(time >= last.time - 1e-9, "keys of one track come in the order of time")
        if time <= last.time + 1e-9 {
            let before = keys.dropLast().last
            keys[keys.count - 1].value = before.map { value.aligned(with: $0.value) } ?? value
        } else {
            keys.append(Key(time: time, value: value.aligned(with: last.value), ease: ease))
        }
    }

    /// Stays at the last value until `time`.
    mutating func hold(until time: Double) {
        if time > last.time + 1e-9 { add(last.value, at: time) }
    }

    /// The value at `time`; before the first and after the last key theirs.
    func value(at time: Double) -> Value {
        guard time > keys[0].time, let end = keys.firstIndex(where: { $0.time > time }) else {
            return time > keys[0].time ? last.value : keys[0].value
        }
        let from = keys[end - 1]
        let to = keys[end]
        let length = to.time - from.time
        let u = to.ease.warp((time - from.time) / length)
        let a = from.value.lanes
        let change = to.value.lanes - a
        let leaving = velocity(at: end - 1) * length
        let arriving = velocity(at: end) * length

        // Quintic Hermite form without acceleration at the ends.
        let u3 = u * u * u
        let blend = u3 * (10 + u * (-15 + u * 6))
        let start = u + u3 * (-6 + u * (8 - u * 3))
        let stop = u3 * (-4 + u * (7 - u * 3))
        return Value(lanes: a + change * blend + leaving * start + arriving * stop)
    }

    /// Velocity at the key with this index, per second.
    private func velocity(at index: Int) -> SIMD8<Double> {
        guard index > 0, index < keys.count - 1 else { return .zero }
        let before = slope(to: index)
        let after = slope(to: index + 1)
        let h0 = keys[index].time - keys[index - 1].time
        let h1 = keys[index + 1].time - keys[index].time
        var result = SIMD8<Double>.zero
        for lane in 0..<8 where before[lane] * after[lane] > 0 {
            // Weighted harmonic mean; beyond twice the smaller slope the quintic would overshoot.
            let w0 = 2 * h1 + h0
            let w1 = h1 + 2 * h0
            let mean = (w0 + w1) / (w0 / before[lane] + w1 / after[lane])
            let limit = 2 * min(abs(before[lane]), abs(after[lane]))
            result[lane] = min(max(mean, -limit), limit)
        }
        return result
    }

    /// Mean velocity from the key before to the key with this index.
    private func slope(to index: Int) -> SIMD8<Double> {
        (keys[index].value.lanes - keys[index - 1].value.lanes) / (keys[index].time - keys[index - 1].time)
    }
}

extension Double: Animatable {
    var lanes: SIMD8<Double> { SIMD8(self, 0, 0, 0, 0, 0, 0, 0) }
    init(lanes: SIMD8<Double>) { self = lanes[0] }
}

extension SIMD3<Float>: Animatable {
    var lanes: SIMD8<Double> { SIMD8(Double(x), Double(y), Double(z), 0, 0, 0, 0, 0) }
    init(lanes: SIMD8<Double>) { self = SIMD3(Float(lanes[0]), Float(lanes[1]), Float(lanes[2])) }
}
