package io.goleta.plugins.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.goleta.plugins.stores.UploadContent;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Stores one object: with one request if it fits into a block, otherwise block by block. It then appears when the list of blocks is
 * committed; Azure deletes uncommitted blocks after a week. Either way the bytes of a request are in memory, one block at most, so that
 * the SDK can retry it, and are sent with their MD5, so that the store refuses data that was corrupted in transit.
 */
final class AzureUpload {
    private static final BlobHttpHeaders BINARY = new BlobHttpHeaders().setContentType("application/octet-stream");

    private final AzureSettings settings;
    private final AzureConnection connection;
    private final String key;

    AzureUpload(AzureSettings settings, AzureConnection connection, String key) {
        this.settings = settings;
        this.connection = connection;
        this.key = key;
    }

    /**
     * @param length -1 when unknown
     */
    void put(InputStream content, long length) {
        BlockSizes sizes = new BlockSizes(settings.blockSize(), length);
        UploadContent source = new UploadContent(key, content, length);
        if (length >= 0 && length < sizes.of(1)) {
            byte[] whole = new byte[(int) length + 1]; // one byte more, to notice content that is too long
            int read = source.fill(whole);
            source.requireLength(read);
            putWhole(whole, read);
            return;
        }
        byte[] block = new byte[sizes.of(1)];
        int read = source.fill(block);
        if (read < block.length) {
            source.requireLength(read);
            putWhole(block, read);
            return;
        }
        putBlocks(source, sizes, block);
    }

    private void putBlocks(UploadContent content, BlockSizes sizes, byte[] first) {
        byte[] block = first;
        BlockIds ids = new BlockIds();
        List<String> sent = new ArrayList<>();
        long total = 0;
        for (int number = 1, filled = block.length; filled > 0; number++, filled = content.fill(block)) {
            sent.add(send(ids.of(number), number, exactly(block, filled)));
            total += filled;
            block = sizes.of(number + 1) == block.length ? block : new byte[sizes.of(number + 1)];
        }
        content.requireLength(total);
        connection.call(
                "store " + key,
                container -> client(container)
                        .commitBlockListWithResponse(
                                new BlockBlobCommitBlockListOptions(sent).setHeaders(BINARY), null, Context.NONE));
    }

    private void putWhole(byte[] bytes, int length) {
        byte[] whole = exactly(bytes, length);
        connection.call(
                "store " + key,
                container -> client(container)
                        .uploadWithResponse(
                                new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(whole))
                                        .setHeaders(BINARY)
                                        .setContentMd5(md5(whole)),
                                null,
                                connection.uploading(length)));
    }

    private String send(String id, int number, byte[] block) {
        connection.call(
                "store block " + number + " of " + key,
                container -> client(container)
                        .stageBlockWithResponse(
                                new BlockBlobStageBlockOptions(id, BinaryData.fromBytes(block))
                                        .setContentMd5(md5(block)),
                                null,
                                connection.uploading(block.length)));
        return id;
    }

    private BlockBlobClient client(BlobContainerClient container) {
        return AzureObjectStore.blob(container, settings, key).getBlockBlobClient();
    }

    // The SDK sends a whole array as it is, but copies a part of one more than once.
    private static byte[] exactly(byte[] bytes, int length) {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
