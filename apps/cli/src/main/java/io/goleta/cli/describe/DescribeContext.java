package io.goleta.cli.describe;

import io.goleta.cli.download.FileDownloader;
import io.goleta.cli.output.Times;
import io.goleta.cli.session.VeleroObjects;

/**
 * What describers need besides the object.
 *
 * @param coloured whether phases are coloured
 * @param details whether the user asked for everything
 */
public record DescribeContext(
        VeleroObjects velero, FileDownloader downloads, Times times, boolean coloured, boolean details) {}
