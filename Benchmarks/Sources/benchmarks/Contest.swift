import Foundation
import Peers

/// One way to do a thing, run a round at a time.
struct Contestant {
    var name: String
    /// How it counts and in how many threads, for the table.
    var kind: String
    var threads = 1
    var run: () throws -> Void
}

/// What a contestant took.
struct Outcome {
    var name: String
    var kind: String
    var threads: Int
    /// Seconds of a round: wall time, and processor time of all threads.
    var wall: [Double]
    var processor: [Double]

    var medianWall: Double { wall.sorted()[wall.count / 2] }
    var leastWall: Double { wall.min() ?? 0 }
    var leastProcessor: Double { processor.min() ?? 0 }
}

enum Contest {
    /// Lets all run in turn, round after round, after a round that doesn't count.
    ///
    /// Turns share what the machine does besides; medians and minima then say what the contestants do. Each round
    /// has an order of its own, so that nobody always follows the same one: memory that a slow contestant frees may
    /// have gone back to the machine's host, and whoever comes next pays for it.
    static func run(_ contestants: [Contestant], rounds: Int) throws -> [Outcome] {
        var outcomes = contestants.map {
            Outcome(name: $0.name, kind: $0.kind, threads: $0.threads, wall: [], processor: [])
        }
        for round in 0...rounds {
            for index in contestants.indices.shuffled() {
                let contestant = contestants[index]
                // What one leaves in the heap is not the next one's to clear away.
                peer_tidy()
                let (wall, processor) = (seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID))
                try contestant.run()
                guard round > 0 else { continue }
                outcomes[index].wall.append(seconds(CLOCK_MONOTONIC) - wall)
                outcomes[index].processor.append(seconds(CLOCK_PROCESS_CPUTIME_ID) - processor)
            }
        }
        return outcomes
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }

    /// Prints a line for each: millions a second, and ratios to the time of one of them.
    static func print(_ outcomes: [Outcome], amount: Int, dividedBy reference: String) {
        guard let base = outcomes.first(where: { $0.name == reference }) else { return }
        func line(_ columns: [String]) {
            let widths = [20, 22, 9, 9, 9, 9, 9, 9]
            let padded = zip(columns, widths).map { column, width in
                column.padding(toLength: max(width, column.count), withPad: " ", startingAt: 0)
            }
            Swift.print("  " + padded.joined())
        }
        line(["", "", "", "millions/s", "", "time / \(reference)"])
        line(["", "numbers", "threads", "median", "best", "median", "best", "cpu"])
        for outcome in outcomes {
            let speeds = [outcome.medianWall, outcome.leastWall].map {
                String(format: "%.0f", Double(amount) / $0 / 1e6)
            }
            let ratios = [
                outcome.medianWall / base.medianWall, outcome.leastWall / base.leastWall,
                outcome.leastProcessor / base.leastProcessor,
            ].map { String(format: "%.2f", $0) }
            line([outcome.name, outcome.kind, "\(outcome.threads)"] + speeds + ratios)
        }
        Swift.print()
    }
}
