//! The picture of a herd: attempts a second, and who is back, over time. Plain SVG, for light and dark pages. Must never
//! count.

use crate::Seen;
use std::fmt::Write;

const WIDTH: f64 = 760.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 20.0;
const HEIGHT: f64 = 170.0;
/// Where the two charts begin.
const TOPS: [f64; 2] = [50.0, 280.0];

const STYLE: &str = "
  text { font: 12px system-ui, sans-serif; fill: #333; } .title { font-weight: 600; }
  .grid { stroke: #8884; } .ours { stroke: #0969da; } .theirs { stroke: #cf5c00; } .away { fill: #8882; }
  .ours, .theirs { fill: none; stroke-width: 2; } text.ours { fill: #0969da; stroke: none; } text.theirs { fill: #cf5c00; stroke: none; }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd; } .ours { stroke: #58a6ff; } .theirs { stroke: #f0883e; } text.ours { fill: #58a6ff; } text.theirs { fill: #f0883e; }
  }
";

struct Chart {
    title: &'static str,
    /// What its lines say, and how high each is.
    marks: &'static [(&'static str, f64)],
    /// Ours and theirs, second by second: shares of the height.
    curves: [Vec<f64>; 2],
}

pub fn draw(ours: &Seen, theirs: &Seen, clients: usize, away: f64) -> String {
    let seconds = ours.back.len().max(theirs.back.len()) as f64;
    let x = |second: f64| LEFT + second / seconds * (WIDTH - LEFT - RIGHT);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} 490\" role=\"img\">\n\
         <title>A million clients of a server that restarts</title>\n<style>{STYLE}</style>\n"
    );
    // Attempts by their logarithm: from 100 to a million.
    let by_logarithm = |attempts: usize| ((attempts as f64).max(100.0).log10() - 2.0) / 4.0;
    let by_share = |back: usize| back as f64 / clients as f64;
    let charts = [
        Chart {
            title: "Connection attempts a second",
            marks: &[("100", 0.0), ("1,000", 0.25), ("10,000", 0.5), ("100,000", 0.75), ("1,000,000", 1.0)],
            curves: [ours, theirs].map(|seen| seen.attempts.iter().map(|count| by_logarithm(*count)).collect()),
        },
        Chart {
            title: "Clients that are back",
            marks: &[("0 %", 0.0), ("50 %", 0.5), ("100 %", 1.0)],
            curves: [ours, theirs].map(|seen| seen.back.iter().map(|count| by_share(*count)).collect()),
        },
    ];
    for (top, Chart { title, marks, curves }) in TOPS.into_iter().zip(charts) {
        let y = |share: f64| top + (1.0 - share) * HEIGHT;
        let end = y(0.0);
        writeln!(
            svg,
            "<rect class=\"away\" x=\"{LEFT}\" y=\"{top}\" width=\"{:.1}\" height=\"{HEIGHT}\"/>",
            x(away) - LEFT
        )
        .unwrap();
        writeln!(svg, "<text class=\"title\" x=\"{LEFT}\" y=\"{}\">{title}</text>", top - 12.0).unwrap();
        for (mark, share) in marks {
            let at = y(*share);
            writeln!(svg, "<path class=\"grid\" d=\"M{LEFT} {at}H{}\"/>", WIDTH - RIGHT).unwrap();
            writeln!(svg, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{mark}</text>", LEFT - 6.0, at + 4.0).unwrap();
        }
        for second in (0..seconds as usize).step_by(60) {
            let at = x(second as f64);
            writeln!(svg, "<text x=\"{at:.1}\" y=\"{}\" text-anchor=\"middle\">{second} s</text>", end + 18.0).unwrap();
        }
        for (class, curve) in ["ours", "theirs"].into_iter().zip(curves) {
            let points =
                curve.iter().enumerate().map(|(second, share)| format!("{:.1} {:.1}", x(second as f64), y(*share)));
            writeln!(svg, "<path class=\"{class}\" d=\"M{}\"/>", points.collect::<Vec<_>>().join("L")).unwrap();
        }
    }
    let legend = TOPS[0] - 12.0;
    writeln!(
        svg,
        "<text class=\"ours\" x=\"{}\" y=\"{legend}\" text-anchor=\"end\">a kept session</text>",
        WIDTH - RIGHT
    )
    .unwrap();
    writeln!(
        svg,
        "<text class=\"theirs\" x=\"{}\" y=\"{legend}\" text-anchor=\"end\">1 to 5 s, for ever</text>",
        WIDTH - RIGHT - 110.0
    )
    .unwrap();
    writeln!(svg, "<text x=\"{}\" y=\"{}\">the server is away</text>", LEFT + 4.0, TOPS[1] + 16.0).unwrap();
    svg.push_str("</svg>\n");
    svg
}
